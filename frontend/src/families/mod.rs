//! Families: the children I look after, and how one is added.

pub mod add_child;
pub mod add_child_page;
pub mod child;
pub mod my_children;
pub mod words;

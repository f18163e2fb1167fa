//! Families: the children I look after, and how one is added.

pub mod add_child;
pub mod my_children;
pub mod words;

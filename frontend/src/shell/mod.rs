//! The frame around the pages: who may see them, how one moves between them, and what is shown when there is none.

pub mod blocked;
pub mod focus;
pub mod frame;
pub mod gate;
pub mod more;
pub mod navigation;
pub mod not_found;
pub mod offline;
pub mod sheet;
pub mod update;

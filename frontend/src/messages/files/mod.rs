//! Pictures and documents: chosen, uploaded, shown.

pub mod blurred;
pub mod choosing;
pub mod list;
pub mod size;
pub mod tray;
pub mod uploads;
pub mod viewer;

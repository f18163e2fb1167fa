//! Families: children, and the edges between them and the adults who look after them.

pub mod calls;
pub mod households;
pub mod imports;
pub mod records;
pub mod rules;
pub mod types;

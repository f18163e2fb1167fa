//! A conversation wherever it stands in a list: on the home page and beside the messages. In the first load, so small and with texts of
//! its own; what only the messages show is in `messages`.

pub mod names;
pub mod row;

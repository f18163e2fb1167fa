//! The single-page application.
fn main() {}

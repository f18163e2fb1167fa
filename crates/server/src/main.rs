//! The `ecolehub` binary.
fn main() {}

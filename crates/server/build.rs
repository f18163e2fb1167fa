//! Builds the binary again when the pages that it embeds have changed.

fn main() {
    println!("cargo::rerun-if-changed=../../frontend/dist");
    println!("cargo::rerun-if-changed=build.rs");
}

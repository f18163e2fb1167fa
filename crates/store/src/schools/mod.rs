//! Schools, memberships, classes and who teaches in them.

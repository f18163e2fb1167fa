//! The school: classes, memberships, and the wall between two schools.

mod classes;
mod isolation;
mod memberships;

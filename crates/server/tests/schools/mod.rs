//! The school: classes, memberships.

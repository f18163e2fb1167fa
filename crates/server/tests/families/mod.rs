//! Children, guardians and codes.

mod rooms;

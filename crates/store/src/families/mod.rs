//! Children, guardians and codes.

//! The time bank.

mod services;

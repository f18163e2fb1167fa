//! What one person decides: about a conversation in their list, whom they hear from, whom they meet, and what others see of them.

mod at_once;
mod blocks;
mod presence;
mod requests;
mod settings;

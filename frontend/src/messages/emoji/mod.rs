//! Choosing an emoji: those of every day, by group, found with words of one's own language.

mod asked;
mod picker;
mod table;

pub use self::{
    asked::{EmojiDialog, ReactDialog, ReactionsDialog},
    picker::EmojiPicker,
};

/// The six that stand first: what a class room says most often, with one press.
pub const QUICK: [&str; 6] = ["👍", "❤️", "🙏", "😂", "😮", "🎉"];

//! Background work: the queue, its runner, and the mails.

mod mails;
mod queue;

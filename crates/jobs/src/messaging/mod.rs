//! The jobs about messages.

use crate::{accounts::Post, runner::Jobs};

pub mod close_poll;
pub mod erase_old;
pub mod mail_answer;
pub mod mail_decision;
pub mod send_scheduled;
pub mod term_turns;

/// The jobs of this capability.
#[must_use]
pub fn jobs(jobs: Jobs, post: &Post) -> Jobs {
    let (answers, post) = (post.clone(), post.clone());
    let (polls, scheduled, store, terms) = (
        post.store.clone(),
        post.store.clone(),
        post.store.clone(),
        post.store.clone(),
    );
    jobs.on(move |job| erase_old::erase(store.clone(), job))
        .on(move |job| close_poll::close(polls.clone(), job))
        .on(move |job| send_scheduled::send(scheduled.clone(), job))
        .on(move |job| term_turns::tell(terms.clone(), job))
        .on(move |job| mail_answer::send(answers.clone(), job))
        .on(move |job| mail_decision::send(post.clone(), job))
}

//! My children.

use actix_web::web;
use domain::{
    families::{
        calls::{AddChild, ListMyChildren, RemoveChild},
        rules::check_new_child,
        types::{NewChild, Relationship},
    },
    problem::{Code, Problem},
};
use store::{
    families::{
        adding::{self, Declaration},
        mine,
    },
    page::Slice,
    tx::Tx,
};

use crate::{
    State,
    call::Call,
    failure::Failure,
    limits::{Limited, Taken},
    reply::Reply,
};

/// Lists my children.
///
/// # Errors
/// `bad_query` for a cursor of another list.
pub async fn list(call: Call<ListMyChildren>, state: web::Data<State>) -> Result<Reply<ListMyChildren>, Failure> {
    let slice = Slice::parse(call.query.limit, call.query.cursor.as_deref())?;
    let by = call.by;
    let page = state.store.read(move |db| mine::list(db, &by, &slice)).await?;
    Ok(Reply::new(page))
}

/// Adds a child, with its code or by declaration.
///
/// # Errors
/// `wrong_code`, `already_linked`; `too_many` after many wrong codes; `invalid` without a code and without name or class; `not_found` for a class of another school.
pub async fn add(call: Call<AddChild>, state: web::Data<State>) -> Result<Reply<AddChild>, Failure> {
    let key = state.keys.child_codes().to_vec();
    let relationship = call.body.relationship.unwrap_or(Relationship::Parent);
    let way = Way::try_from(call.body)?;
    let by = call.by;
    let taken = match &way {
        Way::Code(_) => state.charge(&call.visitor, Limited::ChildCode(by.account())).await?,
        Way::Declaration(_) => Taken::default(),
    };
    let work = move |tx: &mut Tx<'_>| match &way {
        Way::Code(code) => {
            let child = adding::by_code(tx, &by, &key, (code, relationship))?;
            taken.give_back(tx)?;
            Ok(child)
        }
        Way::Declaration(child) => adding::by_declaration(tx, &by, child, relationship),
    };
    call.once.write(&state, work).await
}

/// Ends my link to a child.
///
/// # Errors
/// `not_found`.
pub async fn remove(call: Call<RemoveChild>, state: web::Data<State>) -> Result<Reply<RemoveChild>, Failure> {
    let by = call.by;
    state.store.write(move |tx| mine::remove(tx, &by)).await?;
    Ok(Reply::done())
}

/// How a child is added.
enum Way {
    /// With the code that the school printed.
    Code(String),
    /// On the parent's word.
    Declaration(Declaration),
}

impl TryFrom<NewChild> for Way {
    type Error = Problem;

    fn try_from(new: NewChild) -> Result<Self, Problem> {
        check_new_child(&new)?;
        if let Some(code) = new.code {
            return Ok(Self::Code(code));
        }
        let (Some(first_name), Some(last_name), Some(class)) = (new.first_name, new.last_name, new.class_id) else {
            return Err(Problem::new(Code::Invalid));
        };
        Ok(Self::Declaration(Declaration {
            first_name,
            last_name,
            class,
        }))
    }
}

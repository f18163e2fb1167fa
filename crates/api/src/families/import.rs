//! The import of a class list.

use actix_web::web;
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    families::calls::ImportClassList,
    problem::{Code, Problem},
};
use store::families::importing::{
    self,
    file::{self, ClassList},
};

use crate::{State, call::Call, failure::Failure, reply::Reply};

/// Says what an import would do, or does what somebody has looked at.
///
/// # Errors
/// `invalid` for what is no class list, or without the version of a report; `conflict` when the file would now do something else.
pub async fn import(call: Call<ImportClassList>, state: web::Data<State>) -> Result<Reply<ImportClassList>, Failure> {
    let by = call.by;
    let make_classes = call.body.make_classes;
    let list = read(&call.body.file)?;
    if !call.body.apply {
        let report = state
            .store
            .read(move |db| importing::preview(db, &by, &list, make_classes))
            .await?;
        return Ok(Reply::repeatable(report));
    }
    let version = call
        .body
        .version
        .ok_or_else(|| Problem::new(Code::Invalid).at("/version", "required"))?;
    call.once
        .write(&state, move |tx| {
            importing::apply(tx, &by, &list, (make_classes, &version))
        })
        .await
}

fn read(file: &str) -> Result<ClassList, Problem> {
    let refuse = |word: &str| Problem::new(Code::Invalid).at("/file", word);
    let bytes = STANDARD.decode(file).map_err(|_| refuse("not_base64"))?;
    file::read(&bytes).map_err(|fault| refuse(fault.as_str()))
}

//! `Streamed<E>`: a call whose body is the bytes of a file. Parsed, authenticated and authorized like every call, before a byte of it is read.

use std::{fs::File, future::Future, io::Write, path::Path, pin::Pin, time::Duration};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use domain::{
    endpoint::Endpoint,
    files::content::FileBody,
    id::{AccountId, SchoolId},
    problem::{Code, Problem},
};
use futures_util::StreamExt;
use sha2::{Digest, Sha256};

use crate::{
    State,
    call::{authorize, query, state_of},
    failure::{Answered, Failure},
    limits::Visitor,
    once::Once,
    policy::Policy,
};

/// How long the next bytes may take to come.
const PAUSE: Duration = Duration::from_secs(20);
/// How long all of them may take.
const WHOLE: Duration = Duration::from_secs(15 * 60);
/// How many bytes are written at once.
const PIECE: usize = 256 * 1024;
/// How many bytes tell what a file is, at least.
const BEGIN: usize = 16;

/// One request to `E`, with the bytes of a file still to come.
pub struct Streamed<E: Endpoint<Body = FileBody>>
where
    E::Access: Policy<E>,
{
    /// The parameters of the path.
    pub path: E,
    /// The parameters of the query.
    pub query: E::Query,
    /// The proof that the call may be made.
    pub by: <E::Access as Policy<E>>::Proof,
    who: Option<(AccountId, SchoolId)>,
    request: HttpRequest,
    payload: Payload,
}

/// A file that has come, in a place without a name: it goes with the process.
#[derive(Debug)]
pub struct Received {
    /// Its bytes.
    pub file: File,
    /// How many.
    pub length: u64,
}

impl<E: Endpoint<Body = FileBody>> FromRequest for Streamed<E>
where
    E::Access: Policy<E>,
{
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let path = web::Path::<E>::extract(&request)
                .await
                .map_err(|_| Failure::from(Code::NotFound))?
                .into_inner();
            let state = state_of(&request)?;
            let visitor = Visitor::of(&request, &state.settings);
            let (by, who) = authorize(&request, (&state, &visitor), &path).await?;
            let query = query::<E>(&request)?;
            refuse_encoded(&request)?;
            Ok(Self {
                path,
                query,
                by,
                who,
                request,
                payload,
            })
        })
    }
}

impl<E: Endpoint<Body = FileBody>> Streamed<E>
where
    E::Access: Policy<E>,
{
    /// The proof, the query, and the bytes: `most` says from the first ones how many there may be. They are written to a file without a
    /// name in this folder, so that many uploads at once take little memory.
    ///
    /// # Errors
    /// `too_large`, as soon as it is known; what was answered before, when the call has an `Idempotency-Key` and is sent again.
    pub async fn receive(
        mut self,
        state: &State,
        folder: &Path,
        most: impl Fn(&[u8]) -> u64,
    ) -> Result<(Call<E>, Received, Once<E>), Failure> {
        let announced = length(&self.request);
        // nothing is larger than what any begin allows
        if announced.is_some_and(|length| length > most(&[])) {
            return Err(Failure::from(Code::TooLarge));
        }
        let reading = read(&mut self.payload, announced, folder, most);
        let (received, digest) = actix_web::rt::time::timeout(WHOLE, reading)
            .await
            .map_err(|_| too_slow())??;
        let once = Once::of(&self.request, &state.keys, self.who, &digest)?;
        if let Some(stored) = once.given_before(state).await? {
            return Err(Failure::Answered(Box::new(Answered {
                status: E::STATUS,
                stored,
            })));
        }
        let call = Call {
            path: self.path,
            query: self.query,
            by: self.by,
        };
        Ok((call, received, once))
    }
}

/// What is left of a call when its bytes have come.
pub struct Call<E: Endpoint>
where
    E::Access: Policy<E>,
{
    /// The parameters of the path.
    pub path: E,
    /// The parameters of the query.
    pub query: E::Query,
    /// The proof that the call may be made.
    pub by: <E::Access as Policy<E>>::Proof,
}

async fn read(
    payload: &mut Payload,
    announced: Option<u64>,
    folder: &Path,
    most: impl Fn(&[u8]) -> u64,
) -> Result<(Received, Vec<u8>), Failure> {
    let mut file = tempfile::tempfile_in(folder).map_err(Failure::broken)?;
    let mut digest = Sha256::new();
    let mut waiting = web::BytesMut::with_capacity(PIECE);
    let (mut length, mut limit) = (0_u64, most(&[]));
    loop {
        let next = actix_web::rt::time::timeout(PAUSE, payload.next()).await;
        let Some(chunk) = next.map_err(|_| too_slow())? else {
            break;
        };
        let chunk = chunk.map_err(|_| broke_off())?;
        let was_begin = length < u64::try_from(BEGIN).unwrap_or(0);
        length += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        waiting.extend_from_slice(&chunk);
        digest.update(&chunk);
        if was_begin && waiting.len() >= BEGIN {
            limit = most(&waiting);
        }
        if length.max(announced.unwrap_or(0)) > limit {
            return Err(Failure::from(Code::TooLarge));
        }
        if waiting.len() >= PIECE {
            file = write(file, waiting.split()).await?;
        }
    }
    if announced.is_some_and(|announced| announced != length) {
        return Err(broke_off());
    }
    let file = write(file, waiting).await?;
    Ok((Received { file, length }, digest.finalize().to_vec()))
}

async fn write(mut file: File, piece: web::BytesMut) -> Result<File, Failure> {
    let writing = web::block(move || file.write_all(&piece).map(|()| file));
    let written = writing.await.map_err(Failure::broken)?;
    // a full disk is not a defect of ours; whoever comes back later may have more luck
    written.map_err(|error| {
        tracing::warn!(%error, "an upload cannot be written");
        Failure::from(Code::Unavailable)
    })
}

fn length(request: &HttpRequest) -> Option<u64> {
    let header = request.headers().get(header::CONTENT_LENGTH)?;
    header.to_str().ok()?.parse().ok()
}

/// What is compressed on the way would have to be unpacked without knowing how large it gets.
fn refuse_encoded(request: &HttpRequest) -> Result<(), Failure> {
    let encoding = request.headers().get(header::CONTENT_ENCODING);
    let is_plain = encoding.is_none_or(|encoding| encoding.as_bytes().eq_ignore_ascii_case(b"identity"));
    if is_plain {
        Ok(())
    } else {
        Err(Failure::from(Code::UnsupportedMediaType))
    }
}

fn broke_off() -> Failure {
    Failure::from(Problem::new(Code::BadRequest).because("The body broke off."))
}

fn too_slow() -> Failure {
    Failure::from(Problem::new(Code::BadRequest).because("The body took too long."))
}

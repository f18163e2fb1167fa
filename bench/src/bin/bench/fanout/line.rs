//! A client's socket that costs next to nothing: frames are found by their headers and searched for two numbers, because a load that
//! reads hundreds of thousands of frames in a second must not be what is measured.

use std::{io::ErrorKind, net::SocketAddr, rc::Rc};

use anyhow::{Context, Result, bail, ensure};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// An open socket, where it is heard.
pub struct Line {
    stream: Rc<TcpStream>,
    /// What has come and is not a whole frame yet.
    rest: Vec<u8>,
}

/// The same, where something is said.
pub struct Speaker(Rc<TcpStream>);

/// A message that was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// Its place.
    pub seq: i64,
    /// Its number in its text.
    pub number: u64,
}

impl Line {
    /// Opens it with a session (`cookie: a=b`, or nothing for a server that greets nobody), and waits for the greeting: whatever is
    /// sent from then on is heard.
    pub async fn open(address: SocketAddr, path: &str, session: &str) -> Result<Self> {
        let greets = !session.is_empty();
        let mut stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let session = if greets {
            format!("{session}\r\n")
        } else {
            String::new()
        };
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {address}\r\nupgrade: websocket\r\nconnection: upgrade\r\n\
             sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n{session}\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        let mut rest = Vec::new();
        loop {
            ensure!(stream.read_buf(&mut rest).await? > 0, "the socket is not open");
            if let Some(end) = rest.windows(4).position(|four| four == b"\r\n\r\n") {
                ensure!(rest.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&rest));
                rest.drain(..end + 4);
                break;
            }
        }
        while greets && memchr::memmem::find(&rest, b"authenticated").is_none() {
            ensure!(stream.read_buf(&mut rest).await? > 0, "the socket was not opened");
        }
        let stream = Rc::new(stream);
        Ok(Self { stream, rest })
    }

    /// Its other side.
    pub fn speaker(&self) -> Speaker {
        Speaker(Rc::clone(&self.stream))
    }

    /// Waits for more, and tells each message of it.
    pub async fn listen(&mut self, mut tell: impl FnMut(Heard)) -> Result<()> {
        self.stream.readable().await?;
        loop {
            self.rest.reserve(CHUNK);
            match self.stream.try_read_buf(&mut self.rest) {
                Ok(0) => bail!("the socket is over"),
                Ok(_) => self.frames(&mut tell)?,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn frames(&mut self, tell: &mut impl FnMut(Heard)) -> Result<()> {
        let mut from = 0;
        while let Some((first, payload, next)) = frame(&self.rest, from) {
            match first & 0x0f {
                1 => {
                    if let Some(heard) = self.rest.get(payload..next).and_then(message) {
                        tell(heard);
                    }
                }
                8 => bail!("the socket was closed"),
                // pings need no answer for as long as a run lasts
                _ => {}
            }
            from = next;
        }
        self.rest.drain(..from);
        Ok(())
    }
}

impl Speaker {
    /// Says something without waiting: a client that does not get a few hundred bytes out is no client.
    pub fn say(&self, text: &str) -> Result<()> {
        let length = u16::try_from(text.len()).context("a short text")?;
        let mut bytes = Vec::with_capacity(text.len() + 8);
        bytes.push(0x81);
        match u8::try_from(length) {
            Ok(short) if short < 126 => bytes.push(0x80 | short),
            _ => {
                bytes.push(0x80 | 126);
                bytes.extend(length.to_be_bytes());
            }
        }
        // a mask of nothing but zeros leaves the text as it is
        bytes.extend([0; 4]);
        bytes.extend(text.as_bytes());
        ensure!(self.0.try_write(&bytes)? == bytes.len(), "the socket is full");
        Ok(())
    }
}

/// The first byte of a frame, where its payload begins, and where the next frame does; nothing when it is not all there.
fn frame(bytes: &[u8], from: usize) -> Option<(u8, usize, usize)> {
    let head = bytes.get(from..)?;
    let (first, length) = (*head.first()?, *head.get(1)?);
    let (payload, length) = match length & 0x7f {
        126 => (4, usize::from(u16::from_be_bytes([*head.get(2)?, *head.get(3)?]))),
        127 => (
            10,
            usize::try_from(u64::from_be_bytes(head.get(2..10)?.try_into().ok()?)).ok()?,
        ),
        short => (2, usize::from(short)),
    };
    (head.len() >= payload + length).then_some((first, from + payload, from + payload + length))
}

fn message(payload: &[u8]) -> Option<Heard> {
    // the place stands near the beginning and the text behind it
    let seq = after(payload, b"\"seq\":")?;
    let number = after(payload, b"\"content\":\"n")?;
    Some(Heard {
        seq: i64::try_from(seq).ok()?,
        number,
    })
}

fn after(bytes: &[u8], mark: &[u8]) -> Option<u64> {
    let at = memchr::memmem::find(bytes, mark)? + mark.len();
    let digits = bytes.get(at..)?.iter().take_while(|byte| byte.is_ascii_digit());
    Some(digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0')))
}

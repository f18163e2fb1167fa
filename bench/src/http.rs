//! A bare HTTP/1.1 client on one connection: so little work that the server is what is measured, and every byte under our control.

use std::{fmt, io, net::SocketAddr};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Why there is no answer.
#[derive(Debug)]
pub enum Failed {
    /// Nothing was sent: the server cannot have acted.
    NotSent(io::Error),
    /// Something was sent: nobody knows.
    Unknown(io::Error),
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent(error) => write!(f, "not sent: {error}"),
            Self::Unknown(error) => write!(f, "no answer: {error}"),
        }
    }
}

impl std::error::Error for Failed {}

/// One connection; opened when needed, and again after a failure.
#[derive(Debug)]
pub struct Http {
    address: SocketAddr,
    stream: Option<TcpStream>,
    buffer: Vec<u8>,
    body: Vec<u8>,
}

impl Http {
    /// A connection to this address, not open yet.
    #[must_use]
    pub const fn new(address: SocketAddr) -> Self {
        Self {
            address,
            stream: None,
            buffer: Vec::new(),
            body: Vec::new(),
        }
    }

    /// Sends a request and reads the whole answer; its status. The body is in [`Self::body`].
    ///
    /// # Errors
    /// When there is no whole answer.
    pub async fn send(&mut self, request: &[u8]) -> Result<u16, Failed> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => self.open().await.map_err(Failed::NotSent)?,
        };
        stream.write_all(request).await.map_err(Failed::Unknown)?;
        let (status, keep) = self.read(&mut stream).await.map_err(Failed::Unknown)?;
        if keep {
            self.stream = Some(stream);
        }
        Ok(status)
    }

    /// The body of the last answer.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The values of a header of the last answer, in their order.
    pub fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let end = find(&self.buffer, b"\r\n\r\n").unwrap_or_default();
        let head = std::str::from_utf8(self.buffer.get(..end).unwrap_or_default()).unwrap_or_default();
        let lines = head.split("\r\n").filter_map(|line| line.split_once(": "));
        lines
            .filter(move |(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Closes the connection: the next request opens another one.
    pub fn close(&mut self) {
        self.stream = None;
    }

    async fn open(&self) -> io::Result<TcpStream> {
        let stream = TcpStream::connect(self.address).await?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }

    async fn read(&mut self, stream: &mut TcpStream) -> io::Result<(u16, bool)> {
        self.buffer.clear();
        self.body.clear();
        let head = loop {
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break Head::parse(self.buffer.get(..end).unwrap_or_default(), end + 4)?;
            }
            self.more(stream).await?;
        };
        if head.chunked {
            let mut at = head.length;
            while !self.take_chunk(&mut at)? {
                self.more(stream).await?;
            }
        } else {
            while self.buffer.len() < head.length + head.body {
                self.more(stream).await?;
            }
            let body = self.buffer.get(head.length..head.length + head.body);
            self.body.extend_from_slice(body.unwrap_or_default());
        }
        Ok((head.status, !head.close))
    }

    async fn more(&mut self, stream: &mut TcpStream) -> io::Result<()> {
        if self.buffer.capacity() - self.buffer.len() < 4096 {
            self.buffer.reserve(16 * 1024);
        }
        match stream.read_buf(&mut self.buffer).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }

    /// Takes every whole chunk from a place on; whether the last one was among them.
    fn take_chunk(&mut self, at: &mut usize) -> io::Result<bool> {
        loop {
            let rest = self.buffer.get(*at..).unwrap_or_default();
            let Some(line) = find(rest, b"\r\n") else {
                return Ok(false);
            };
            let size = std::str::from_utf8(rest.get(..line).unwrap_or_default()).unwrap_or_default();
            let size = usize::from_str_radix(size.trim(), 16).map_err(|_| bad("a chunk without size"))?;
            let Some(chunk) = rest.get(line + 2..line + 2 + size + 2) else {
                return Ok(false);
            };
            if size == 0 {
                return Ok(true);
            }
            self.body.extend_from_slice(chunk.get(..size).unwrap_or_default());
            *at += line + 2 + size + 2;
        }
    }
}

struct Head {
    status: u16,
    /// With the empty line.
    length: usize,
    body: usize,
    chunked: bool,
    close: bool,
}

impl Head {
    fn parse(head: &[u8], length: usize) -> io::Result<Self> {
        let text = std::str::from_utf8(head).map_err(|_| bad("a head that is no text"))?;
        let mut lines = text.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let mut parsed = Self {
            status: status.ok_or_else(|| bad("an answer without status"))?,
            length,
            body: 0,
            chunked: false,
            close: false,
        };
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            if name.eq_ignore_ascii_case("content-length") {
                parsed.body = value.parse().map_err(|_| bad("a length that is no number"))?;
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                parsed.chunked = value.eq_ignore_ascii_case("chunked");
            } else if name.eq_ignore_ascii_case("connection") {
                parsed.close = value.eq_ignore_ascii_case("close");
            }
        }
        Ok(parsed)
    }
}

fn bad(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// A request as it goes over the wire. `session` is a header line such as `cookie: a=b`, or empty.
#[must_use]
pub fn request(method: &str, path: &str, session: &str, body: Option<&str>) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nhost: bench\r\n");
    if !session.is_empty() {
        text += &format!("{session}\r\nx-ecolehub-client: bench\r\n");
    }
    match body {
        Some(body) => {
            text += &format!(
                "content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
        }
        None => text += "\r\n",
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    async fn answer(bytes: &'static [u8]) -> Http {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = [0; 1024];
            assert!(stream.read(&mut asked).await.unwrap() > 0);
            stream.write_all(bytes).await.unwrap();
        });
        Http::new(address)
    }

    #[tokio::test]
    async fn it_reads_bodies_with_a_length_and_in_chunks() {
        let mut plain = answer(b"HTTP/1.1 201 Created\r\ncontent-length: 5\r\n\r\nhello").await;
        assert_eq!(plain.send(b"x").await.unwrap(), 201);
        assert_eq!(plain.body(), b"hello");
        assert_eq!(plain.header("Content-Length").collect::<Vec<_>>(), ["5"]);
        assert_eq!(plain.header("retry-after").next(), None);
        let chunks = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
        let mut chunked = answer(chunks).await;
        assert_eq!(chunked.send(b"x").await.unwrap(), 200);
        assert_eq!(chunked.body(), b"hello");
    }

    #[tokio::test]
    async fn half_an_answer_is_none() {
        let mut half = answer(b"HTTP/1.1 201 Created\r\ncontent-length: 5\r\n\r\nhel").await;
        assert!(matches!(half.send(b"x").await, Err(Failed::Unknown(_))));
        let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        assert!(matches!(Http::new(closed).send(b"x").await, Err(Failed::NotSent(_))));
    }
}

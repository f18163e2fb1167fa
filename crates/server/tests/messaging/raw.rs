//! A WebSocket client written by hand, for frames that no proper client sends, and for one that does not read.

use std::time::Duration;

use testkit::client::Client;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

/// The kinds of frames.
pub(crate) const CONTINUATION: u8 = 0x0;
pub(crate) const TEXT: u8 = 0x1;
pub(crate) const BINARY: u8 = 0x2;
const CLOSE: u8 = 0x8;
pub(crate) const PING: u8 = 0x9;

/// A connection after its handshake.
pub(crate) struct Raw {
    pub stream: TcpStream,
}

impl Raw {
    /// Shakes hands as the person of the client.
    pub(crate) async fn open(client: &Client) -> Self {
        let address = client.base().trim_start_matches("http://").parse().unwrap();
        let socket = TcpSocket::new_v4().unwrap();
        // small, so that a client that does not read is noticed soon
        socket.set_recv_buffer_size(4 * 1024).unwrap();
        let mut stream = socket.connect(address).await.unwrap();
        let request = format!(
            "GET /ws HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer {}\r\n\r\n",
            client.token().unwrap()
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
        let mut raw = Self { stream };
        let (opcode, welcome) = raw.frame().await.unwrap();
        assert_eq!(opcode, TEXT);
        assert!(String::from_utf8(welcome).unwrap().contains("authenticated"));
        raw
    }

    /// Writes any bytes; a connection that the server has cut already is none of our business.
    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        drop(self.stream.write_all(bytes).await);
    }

    /// The next frame of the server.
    pub(crate) async fn frame(&mut self) -> Option<(u8, Vec<u8>)> {
        let opcode = self.stream.read_u8().await.ok()? & 0x0F;
        let length = match self.stream.read_u8().await.ok()? & 0x7F {
            126 => u64::from(self.stream.read_u16().await.ok()?),
            127 => self.stream.read_u64().await.ok()?,
            short => u64::from(short),
        };
        let mut payload = vec![0; usize::try_from(length).unwrap()];
        self.stream.read_exact(&mut payload).await.ok()?;
        Some((opcode, payload))
    }

    /// Waits for the close frame; its code.
    pub(crate) async fn close_code(&mut self, deadline: Duration) -> Option<u16> {
        let waiting = async {
            loop {
                match self.frame().await {
                    Some((CLOSE, payload)) if payload.len() >= 2 => {
                        return Some(u16::from_be_bytes([payload[0], payload[1]]));
                    }
                    Some((CLOSE, _)) | None => return None,
                    Some(_) => {}
                }
            }
        };
        tokio::time::timeout(deadline, waiting)
            .await
            .expect("a close frame in time")
    }
}

/// A masked frame, as clients must send it.
pub(crate) fn frame(is_final: bool, opcode: u8, payload: &[u8]) -> Vec<u8> {
    const MASK: [u8; 4] = [7, 11, 13, 17];
    let mut bytes = vec![if is_final { 0x80 } else { 0 } | opcode];
    match payload.len() {
        short @ 0..=125 => bytes.push(0x80 | u8::try_from(short).unwrap()),
        medium @ 126..=0xFFFF => {
            bytes.push(0x80 | 126);
            bytes.extend(u16::try_from(medium).unwrap().to_be_bytes());
        }
        long => {
            bytes.push(0x80 | 127);
            bytes.extend(u64::try_from(long).unwrap().to_be_bytes());
        }
    }
    bytes.extend(MASK);
    bytes.extend(payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    bytes
}

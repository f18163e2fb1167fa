//! A client's socket, as a stream of texts.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, client_async,
    tungstenite::{Message, Utf8Bytes, client::IntoClientRequest, http::HeaderValue},
};

/// An open socket.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Socket {
    /// Opens it with a session (`cookie: a=b`, or nothing).
    ///
    /// # Errors
    /// When the server is away or refuses.
    pub async fn open(address: SocketAddr, path: &str, session: &str) -> Result<Self> {
        let mut request = format!("ws://{address}{path}").into_client_request()?;
        if let Some((name, value)) = session.split_once(": ") {
            let name: tokio_tungstenite::tungstenite::http::HeaderName = name.parse()?;
            request.headers_mut().insert(name, HeaderValue::from_str(value)?);
        }
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (stream, _) = client_async(request, MaybeTlsStream::Plain(stream)).await?;
        Ok(Self { stream })
    }

    /// The next text. Pings are answered on the way.
    ///
    /// # Errors
    /// When the socket is over.
    pub async fn next(&mut self) -> Result<Utf8Bytes> {
        loop {
            match self.stream.next().await.context("the socket is over")?? {
                Message::Text(text) => return Ok(text),
                Message::Close(reason) => anyhow::bail!("closed: {reason:?}"),
                _ => {}
            }
        }
    }

    /// Says something.
    ///
    /// # Errors
    /// When the socket is over.
    pub async fn say(&mut self, text: String) -> Result<()> {
        Ok(self.stream.send(Message::text(text)).await?)
    }
}

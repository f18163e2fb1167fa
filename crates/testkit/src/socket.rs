//! A socket of a test: hears every frame, and waits for the one it is about.

use std::time::Duration;

use domain::socket::{ClientFrame, ServerFrame};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{self, Message, client::IntoClientRequest, http::HeaderValue},
};

use crate::{client::Client, contract};

/// How long a frame may take unless said otherwise.
pub const DEADLINE: Duration = Duration::from_secs(5);

/// An open socket.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    heard: Vec<ServerFrame>,
}

/// Why a socket is over: the code of the close frame, or `None` when the connection was cut without one.
pub type Closed = Option<u16>;

impl Socket {
    /// Opens a socket with the access token of the client in a header, and waits until it is authenticated.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn open(client: &Client) -> Self {
        let mut socket = Self::try_open(client, &[]).await.expect("the socket opens");
        socket
            .wait_for(|frame| matches!(frame, ServerFrame::Authenticated { .. }))
            .await;
        socket
    }

    /// Opens a socket with some more headers; nothing is waited for.
    ///
    /// # Errors
    /// When the server refuses the handshake.
    ///
    /// # Panics
    /// When a header is none.
    pub async fn try_open(client: &Client, headers: &[(&'static str, &str)]) -> Result<Self, Box<tungstenite::Error>> {
        Self::try_open_at(client, "/ws", headers).await
    }

    /// The same at another address.
    ///
    /// # Errors
    /// When the server refuses the handshake.
    ///
    /// # Panics
    /// When a header is none.
    pub async fn try_open_at(
        client: &Client,
        path: &str,
        headers: &[(&'static str, &str)],
    ) -> Result<Self, Box<tungstenite::Error>> {
        let url = format!("{}{path}", client.base().replacen("http", "ws", 1));
        let mut request = url.into_client_request().map_err(Box::new)?;
        if let Some(token) = client.token() {
            let value = HeaderValue::from_str(&format!("Bearer {token}")).expect("a header");
            request.headers_mut().insert("authorization", value);
        }
        for (name, value) in headers {
            request
                .headers_mut()
                .insert(*name, HeaderValue::from_str(value).expect("a header"));
        }
        let (stream, _) = connect_async(request).await.map_err(Box::new)?;
        Ok(Self {
            stream,
            heard: Vec::new(),
        })
    }

    /// Says something.
    ///
    /// # Panics
    /// When the socket is closed.
    pub async fn say(&mut self, frame: &ClientFrame) {
        self.say_raw(serde_json::to_string(frame).expect("JSON")).await;
    }

    /// Says anything.
    ///
    /// # Panics
    /// When the socket is closed.
    pub async fn say_raw(&mut self, text: impl Into<String>) {
        self.stream
            .send(Message::text(text.into()))
            .await
            .expect("an open socket");
    }

    /// The first frame from now on that is meant; those before it are kept in [`Self::heard`].
    ///
    /// # Panics
    /// When it does not come in time, or the socket is closed before.
    pub async fn wait_for(&mut self, is_meant: impl Fn(&ServerFrame) -> bool) -> ServerFrame {
        self.wait_at_most(DEADLINE, is_meant).await
    }

    /// The same with another deadline.
    ///
    /// # Panics
    /// When it does not come in time, or the socket is closed before.
    pub async fn wait_at_most(&mut self, deadline: Duration, is_meant: impl Fn(&ServerFrame) -> bool) -> ServerFrame {
        let waiting = async {
            loop {
                match self.next().await {
                    Ok(frame) if is_meant(&frame) => return Ok(frame),
                    Ok(_) => {}
                    Err(closed) => return Err(closed),
                }
            }
        };
        match tokio::time::timeout(deadline, waiting).await {
            Ok(Ok(frame)) => frame,
            Ok(Err(closed)) => panic!("the socket was closed with {closed:?}; heard so far: {:?}", self.heard),
            Err(_) => panic!("the frame did not come in {deadline:?}; heard so far: {:?}", self.heard),
        }
    }

    /// The next frame.
    ///
    /// # Errors
    /// When the socket is over.
    ///
    /// # Panics
    /// When a frame is none of ours, or not what the committed document says.
    pub async fn next(&mut self) -> Result<ServerFrame, Closed> {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => {
                    if let Err(why) = contract::judge_frame(&text) {
                        panic!("{why}");
                    }
                    let frame: ServerFrame =
                        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
                    self.heard.push(frame.clone());
                    return Ok(frame);
                }
                Some(Ok(Message::Close(close))) => return Err(close.map(|close| close.code.into())),
                // pings are answered by the stream itself
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(None),
            }
        }
    }

    /// Waits until the socket is over.
    ///
    /// # Panics
    /// When it is still open after the deadline.
    pub async fn closed(&mut self, deadline: Duration) -> Closed {
        let waiting = async {
            loop {
                if let Err(closed) = self.next().await {
                    return closed;
                }
            }
        };
        tokio::time::timeout(deadline, waiting)
            .await
            .unwrap_or_else(|_| panic!("the socket is still open after {deadline:?}"))
    }

    /// Every frame heard so far.
    #[must_use]
    pub fn heard(&self) -> &[ServerFrame] {
        &self.heard
    }

    /// Everything that the server had sent up to now: a ping is sent, and what comes before its pong was there before.
    ///
    /// # Panics
    /// When the pong does not come.
    pub async fn settle(&mut self) -> &[ServerFrame] {
        let mark = f64::from(u32::try_from(self.heard.len()).unwrap_or(u32::MAX));
        self.say(&ClientFrame::Ping { timestamp: Some(mark) }).await;
        self.wait_for(
            |frame| matches!(frame, ServerFrame::Pong { timestamp: Some(back), .. } if (back - mark).abs() < 0.5),
        )
        .await;
        &self.heard
    }

    /// Closes it from this side.
    pub async fn close(mut self) {
        drop(self.stream.close(None).await);
    }
}

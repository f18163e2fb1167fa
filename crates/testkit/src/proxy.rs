//! A TCP proxy inside the test process that fails on demand: down, slow, or cutting every connection.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

/// What the proxy does to traffic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Hands everything on.
    Pass,
    /// Refuses new connections and has cut the old ones, as a stopped server does.
    Down,
    /// Takes connections and bytes and answers nothing, as a lost network does.
    Silent,
    /// Hands everything on, each piece so much later.
    Latency(Duration),
    /// Hands on every question, and of the answers on each connection so many bytes; then the connection is cut.
    Cut(usize),
}

/// A proxy before one server.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    mode: Arc<watch::Sender<Mode>>,
    // counts the cuts: every open connection ends when it changes
    cuts: Arc<watch::Sender<u64>>,
    accepting: JoinHandle<()>,
}

impl Proxy {
    /// A proxy on a free port before this server (`host:port`), passing everything.
    ///
    /// # Panics
    /// When there is no free port.
    pub async fn before(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let mode = Arc::new(watch::Sender::new(Mode::Pass));
        let cuts = Arc::new(watch::Sender::new(0));
        let accepting = tokio::spawn(accept(listener, server.to_owned(), mode.subscribe(), cuts.subscribe()));
        Self {
            address,
            mode,
            cuts,
            accepting,
        }
    }

    /// The port to connect to instead of the server's.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.address.port()
    }

    /// Hands everything on again.
    pub fn pass(&self) {
        self.mode.send_replace(Mode::Pass);
    }

    /// As if the server were stopped: connections are cut, new ones are closed at once.
    pub fn down(&self) {
        self.mode.send_replace(Mode::Down);
        self.reset();
    }

    /// As if a cable were pulled: nothing comes back, nothing is closed.
    pub fn silent(&self) {
        self.mode.send_replace(Mode::Silent);
    }

    /// Everything arrives so much later.
    pub fn latency(&self, delay: Duration) {
        self.mode.send_replace(Mode::Latency(delay));
    }

    /// Every connection is cut as soon as more than so many bytes have come back: the server has acted, and nobody hears of it.
    pub fn cut_answers_after(&self, bytes: usize) {
        self.mode.send_replace(Mode::Cut(bytes));
    }

    /// Cuts every open connection once.
    pub fn reset(&self) {
        self.cuts.send_modify(|count| *count += 1);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
        self.reset();
    }
}

async fn accept(listener: TcpListener, server: String, mode: watch::Receiver<Mode>, cuts: watch::Receiver<u64>) {
    while let Ok((client, _)) = listener.accept().await {
        if *mode.borrow() == Mode::Down {
            drop(client);
            continue;
        }
        let (server, mode, mut cuts) = (server.clone(), mode.clone(), cuts.clone());
        cuts.mark_unchanged();
        tokio::spawn(async move {
            tokio::select! {
                () = join(client, &server, mode) => {}
                _ = cuts.changed() => {}
            }
        });
    }
}

async fn join(client: TcpStream, server: &str, mode: watch::Receiver<Mode>) {
    let Ok(server) = TcpStream::connect(server).await else {
        return;
    };
    let (mut client_read, mut client_write) = client.into_split();
    let (mut server_read, mut server_write) = server.into_split();
    let there = copy(&mut client_read, &mut server_write, (mode.clone(), false));
    let back = copy(&mut server_read, &mut client_write, (mode, true));
    tokio::select! {
        () = there => {}
        () = back => {}
    }
}

async fn copy<R, W>(from: &mut R, to: &mut W, (mut mode, is_answer): (watch::Receiver<Mode>, bool))
where
    R: AsyncReadExt + Unpin,
    W: AsyncWriteExt + Unpin,
{
    let mut buffer = vec![0; 16 * 1024];
    let mut handed_on = 0;
    while let Ok(length) = from.read(&mut buffer).await {
        let Some(piece) = buffer.get(..length).filter(|piece| !piece.is_empty()) else {
            return;
        };
        let now = *mode.borrow();
        match now {
            Mode::Pass | Mode::Down => {}
            // what was taken during the silence is handed on after it, as a network does that retransmits
            Mode::Silent => drop(mode.wait_for(|mode| *mode != Mode::Silent).await),
            Mode::Latency(delay) => tokio::time::sleep(delay).await,
            Mode::Cut(bytes) if is_answer && handed_on + piece.len() > bytes => {
                let rest = piece.get(..bytes.saturating_sub(handed_on)).unwrap_or_default();
                drop(to.write_all(rest).await);
                return;
            }
            Mode::Cut(_) => {}
        }
        handed_on += piece.len();
        if to.write_all(piece).await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server that gives back what it gets.
    async fn echo() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let (mut read, mut write) = stream.split();
                    tokio::io::copy(&mut read, &mut write).await.ok();
                });
            }
        });
        address
    }

    async fn says(stream: &mut TcpStream, word: &[u8]) -> std::io::Result<Vec<u8>> {
        stream.write_all(word).await?;
        let mut back = vec![0; word.len()];
        stream.read_exact(&mut back).await?;
        Ok(back)
    }

    #[tokio::test]
    async fn it_passes_fails_and_passes_again() {
        let proxy = Proxy::before(&echo().await).await;
        let mut stream = TcpStream::connect(proxy.address).await.unwrap();
        assert_eq!(says(&mut stream, b"one").await.unwrap(), b"one");
        proxy.down();
        assert!(says(&mut stream, b"two").await.is_err());
        let mut refused = TcpStream::connect(proxy.address).await.unwrap();
        assert!(says(&mut refused, b"three").await.is_err());
        proxy.pass();
        let mut again = TcpStream::connect(proxy.address).await.unwrap();
        assert_eq!(says(&mut again, b"four").await.unwrap(), b"four");
    }

    #[tokio::test]
    async fn answers_are_cut_where_it_was_asked() {
        let proxy = Proxy::before(&echo().await).await;
        proxy.cut_answers_after(5);
        let mut stream = TcpStream::connect(proxy.address).await.unwrap();
        assert_eq!(says(&mut stream, b"one").await.unwrap(), b"one");
        stream.write_all(b"two").await.unwrap();
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).await.unwrap();
        assert_eq!(rest, b"tw");
    }

    #[tokio::test]
    async fn latency_is_at_least_what_was_asked() {
        let proxy = Proxy::before(&echo().await).await;
        proxy.latency(Duration::from_millis(60));
        let mut stream = TcpStream::connect(proxy.address).await.unwrap();
        let started = tokio::time::Instant::now();
        says(&mut stream, b"slow").await.unwrap();
        assert!(started.elapsed() >= Duration::from_millis(120));
    }
}

//! One connection to `/ws`, signed in by the cookie: frames out, frames in, and why it ended.
//!
//! It does not come back by itself; [`crate::state::live`] decides when to connect again.

use domain::socket::{ClientFrame, ServerFrame};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{CloseEvent, MessageEvent, WebSocket};

use super::frame;

/// What happens on a connection.
#[derive(Debug, Clone)]
pub enum Heard {
    /// A frame of the server.
    Frame(Box<ServerFrame>),
    /// It is over, with the code of the close frame; 1006 when the network took it away.
    Closed(u16),
}

/// A connection; closed when dropped, and then silent.
#[derive(Debug)]
pub struct Socket {
    socket: WebSocket,
    // Held because the browser calls them.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_close: Closure<dyn FnMut(CloseEvent)>,
}

impl Socket {
    /// Starts to connect. `None` where the browser refuses even to try.
    pub fn open(hear: impl Fn(Heard) + Clone + 'static) -> Option<Self> {
        let socket = WebSocket::new(&address()?).ok()?;
        let on_message = {
            let hear = hear.clone();
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let Some(text) = event.data().as_string() else { return };
                // A frame of a newer server that this version does not know is left alone.
                if let Some(frame) = frame::read(&text) {
                    hear(Heard::Frame(Box::new(frame)));
                }
            })
        };
        let on_close =
            Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| hear(Heard::Closed(event.code())));
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Some(Self {
            socket,
            _on_message: on_message,
            _on_close: on_close,
        })
    }

    /// Says something; `false` when the connection cannot take it now.
    pub fn say(&self, frame: &ClientFrame) -> bool {
        self.socket.ready_state() == WebSocket::OPEN
            && serde_json::to_string(frame).is_ok_and(|text| self.socket.send_with_str(&text).is_ok())
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        // Closing a connection that is closed already does nothing.
        drop(self.socket.close());
    }
}

fn address() -> Option<String> {
    let location = window().location();
    let protocol = if location.protocol().ok()? == "https:" {
        "wss:"
    } else {
        "ws:"
    };
    Some(format!("{protocol}//{}/ws", location.host().ok()?))
}

//! What runs beside the calls once a node has started.

use std::{sync::Arc, time::Duration};

use domain::id::Epoch;
use uuid::Uuid;

use crate::{
    Ends, Realtime,
    bus::Bus,
    desk::{Desk, Marks, Schools},
    ledger::Ledger,
    presence::Presence,
    truth::{Truth, Unavailable},
    watches::Watch,
};

impl Realtime {
    /// Starts to work, inside a tokio runtime. A second call does nothing.
    pub fn start(&self, truth: Arc<dyn Truth>) {
        let Some(ends) = self.inner.ends.lock().take() else {
            return;
        };
        drop(self.inner.truth.set(truth));
        let this = self.clone();
        self.inner.tasks.spawn(async move {
            // the database may be away when the process starts
            let epoch = loop {
                if this.inner.stop.is_cancelled() {
                    return;
                }
                match this.epoch().await {
                    Ok(epoch) => break epoch,
                    Err(Unavailable) => tokio::time::sleep(Duration::from_millis(200)).await,
                }
            };
            this.run(epoch, ends);
        });
    }

    fn run(&self, epoch: Epoch, ends: Ends) {
        let inner = &self.inner;
        let Some(truth) = inner.truth.get() else {
            return;
        };
        let desk = Desk {
            hub: Arc::clone(&inner.hub),
            truth: Arc::clone(truth),
            epoch,
            sender: inner.inputs.clone(),
            tasks: inner.tasks.clone(),
            stop: inner.stop.clone(),
            ledger: Ledger::default(),
            marks: Marks::default(),
            schools: Schools::default(),
            outbox: inner.outbox.clone(),
        };
        let watch = Watch {
            hub: Arc::clone(&inner.hub),
            truth: Arc::clone(truth),
            settings: inner.settings.clone(),
            stop: inner.stop.clone(),
        };
        inner.tasks.spawn(desk.run(ends.inputs));
        inner.tasks.spawn(watch.clone().sweep());
        inner.tasks.spawn(
            watch
                .clone()
                .poll(inner.inputs.clone(), ends.behind, inner.state.subscribe()),
        );
        if let (Some(commands), Some(url)) = (&inner.commands, &inner.settings.redis_url) {
            let presence = Presence {
                commands: commands.clone(),
                epoch,
                limit: inner.settings.max_connections,
                ttl: inner.settings.presence_ttl,
            };
            drop(inner.presence.set(presence.clone()));
            let bus = Bus {
                origin: Uuid::now_v7(),
                channel: format!("ecolehub:{epoch}:news"),
                url: url.clone(),
                commands: commands.clone(),
                settings: inner.settings.clone(),
                state: inner.state.clone(),
                behind: inner.behind.clone(),
                stop: inner.stop.clone(),
            };
            inner.tasks.spawn(watch.presence(presence, ends.gone));
            inner.tasks.spawn(bus.clone().publish(ends.outbox));
            inner.tasks.spawn(bus.subscribe(inner.inputs.clone()));
        }
    }
}

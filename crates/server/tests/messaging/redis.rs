//! M4 in small: without Redis messages come from the database within three seconds, and nothing comes twice afterwards.

use std::time::{Duration, Instant};

use domain::{
    messaging::{
        calls::{OpenDirect, ShowPresence},
        presence::PresenceState,
        types::NewDirect,
    },
    page::NoBody,
    schools::types::Level,
    socket::ServerFrame,
};
use realtime::bus::BusState;
use testkit::{
    app::TestApp,
    database,
    node::{Node, Wiring},
    person::Person,
    proxy::Proxy,
};

use super::{places, send};

const PROMISED: Duration = Duration::from_secs(3);

struct House {
    app: TestApp,
    node2: Node,
    proxy: Proxy,
}

impl House {
    /// Two nodes that reach Redis through a proxy, where the run has a Redis.
    async fn build() -> Option<Self> {
        let redis = database::redis_url()?;
        let proxy = Proxy::before(redis.trim_start_matches("redis://")).await;
        let wiring = || {
            let mut wiring = Wiring::default();
            wiring.realtime.redis_url = Some(format!("redis://127.0.0.1:{}", proxy.port()));
            wiring
        };
        let app = TestApp::start_with(wiring()).await;
        let node2 = app.node_with(wiring());
        let house = Self { app, node2, proxy };
        house.becomes(|state| state == BusState::Up).await;
        Some(house)
    }

    async fn becomes(&self, wanted: impl Fn(BusState) -> bool + Copy) {
        for node in [&self.app.node, &self.node2] {
            let waiting = node.state().realtime.bus_becomes(wanted);
            tokio::time::timeout(Duration::from_secs(5), waiting)
                .await
                .expect("the bus is noticed");
        }
    }

    async fn parent(&self, name: &str) -> Person {
        self.app.parent_of(name, Level::P3).await.0
    }
}

#[tokio::test]
async fn messages_arrive_while_redis_is_down_and_once_when_it_is_back() {
    let Some(house) = House::build().await else { return };
    let (marie, jean) = (house.parent("Marie").await, house.parent("Jean").await);
    let room = marie.class_room(Level::P3).await;
    let mut far = jean.on(&house.node2).socket().await;
    send(&marie, room, "avec").await;
    super::wait_for_place(&mut far, room, 1).await;

    house.proxy.down();
    house.becomes(|state| state == BusState::Down).await;
    let presence = ShowPresence { conversation: room };
    let seen = marie.call(&presence, &NoBody {}).await.unwrap();
    assert_eq!((seen.state, seen.online), (PresenceState::Unknown, vec![]));
    for seq in 2..=3 {
        let start = Instant::now();
        send(&marie, room, "sans").await;
        assert!(start.elapsed() < Duration::from_secs(1), "nobody waits for Redis");
        super::wait_for_place(&mut far, room, seq).await;
        assert!(start.elapsed() < PROMISED, "{:?}", start.elapsed());
    }
    let with = NewDirect { account_id: jean.id };
    let direct = marie.call(&OpenDirect {}, &with).await.unwrap().id;
    send(&marie, direct, "bonjour").await;
    super::wait_for_place(&mut far, direct, 1).await;
    jean.on(&house.node2).socket().await.settle().await;

    house.proxy.pass();
    house.becomes(BusState::is_up).await;
    send(&marie, room, "de nouveau").await;
    super::wait_for_place(&mut far, room, 4).await;
    assert_eq!(places(far.settle().await, room), [1, 2, 3, 4]);
    assert_eq!(places(far.heard(), direct), [1]);
}

#[tokio::test]
async fn a_redis_that_hangs_holds_nothing_up() {
    let Some(house) = House::build().await else { return };
    let (marie, jean) = (house.parent("Marie").await, house.parent("Jean").await);
    let room = marie.class_room(Level::P3).await;
    let mut far = jean.on(&house.node2).socket().await;
    house.proxy.silent();
    let start = Instant::now();
    send(&marie, room, "personne ne répond").await;
    super::wait_for_place(&mut far, room, 1).await;
    assert!(start.elapsed() < PROMISED, "{:?}", start.elapsed());
    let presence = ShowPresence { conversation: room };
    marie.call(&presence, &NoBody {}).await.unwrap();
    assert!(places(far.heard(), room) == [1]);
}

#[tokio::test]
async fn a_long_absence_ends_in_resync_and_not_in_a_flood() {
    let Some(house) = House::build().await else { return };
    let (marie, jean) = (house.parent("Marie").await, house.parent("Jean").await);
    let room = marie.class_room(Level::P3).await;
    let mut far = jean.on(&house.node2).socket().await;
    house.proxy.down();
    house.becomes(|state| state == BusState::Down).await;
    // more at once than a socket should take; sent together, so that one look finds them all
    let sending = (0..80).map(|_| send(&marie, room, "encore un"));
    futures_util::future::join_all(sending).await;
    let mut seen = 0;
    while seen < 80 && !far.heard().contains(&ServerFrame::Resync {}) {
        far.next().await.expect("the socket stays open");
        seen = places(far.heard(), room).len();
    }
    far.settle().await;
}

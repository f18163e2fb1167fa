//! Two nodes, and what stands before their Redis.

use std::time::Duration;

use realtime::bus::BusState;
use testkit::{
    app::TestApp,
    database,
    node::{Node, Wiring},
    proxy::Proxy,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// How things stand with Redis.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Redis {
    Absent,
    Up,
    Down,
    Emptied,
}

/// Two nodes on one database.
pub struct House {
    pub app: TestApp,
    pub elsewhere: Node,
    // what stands before Redis lives as long as the nodes
    _proxy: Option<Proxy>,
}

impl House {
    pub async fn build(redis: Redis) -> Option<Self> {
        let proxy = match redis {
            Redis::Absent => None,
            Redis::Up | Redis::Down | Redis::Emptied => {
                let url = database::redis_url()?;
                Some(Proxy::before(url.trim_start_matches("redis://")).await)
            }
        };
        let wiring = || {
            let mut wiring = Wiring {
                without_redis: proxy.is_none(),
                ..Wiring::default()
            };
            wiring.settings.max_connections = 10;
            let url = |proxy: &Proxy| format!("redis://127.0.0.1:{}", proxy.port());
            wiring.realtime.redis_url = proxy.as_ref().map(url);
            wiring
        };
        let app = TestApp::start_with(wiring()).await;
        let elsewhere = app.node_with(wiring());
        let house = Self {
            app,
            elsewhere,
            _proxy: proxy,
        };
        if redis != Redis::Absent {
            house.becomes(BusState::Up).await;
        }
        match (redis, &house._proxy) {
            (Redis::Down, Some(proxy)) => {
                proxy.down();
                house.becomes(BusState::Down).await;
            }
            (Redis::Emptied, _) => house.empty().await,
            _ => {}
        }
        Some(house)
    }

    async fn becomes(&self, wanted: BusState) {
        for node in [&self.app.node, &self.elsewhere] {
            let waiting = node.state().realtime.bus_becomes(|state| state == wanted);
            tokio::time::timeout(Duration::from_secs(5), waiting)
                .await
                .expect("the bus is noticed");
        }
    }

    /// FLUSHALL as far as these nodes see it; the other tests of the run use the same Redis.
    async fn empty(&self) {
        let url = database::redis_url().unwrap();
        let mut redis = tokio::net::TcpStream::connect(url.trim_start_matches("redis://"))
            .await
            .unwrap();
        let epoch = self.app.node.state().realtime.epoch().await.unwrap();
        let script = "for _,key in ipairs(redis.call('KEYS',ARGV[1])) do redis.call('DEL',key) end return 'OK'";
        redis
            .write_all(format!("EVAL \"{script}\" 0 ecolehub:{epoch}:*\r\n").as_bytes())
            .await
            .unwrap();
        let mut answer = [0; 3];
        redis.read_exact(&mut answer).await.unwrap();
        assert!(answer.starts_with(b"+OK") || answer.starts_with(b"$2"), "{answer:?}");
    }
}

//! The nemesis: what fails, when, and how it is put right again. A seed gives the same faults in the same order.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use fastrand::Rng;

use crate::{house::House, writers::Progress};

/// Something that fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A node is killed.
    Kill,
    /// A node stands still for so many milliseconds.
    Stop(u64),
    /// Redis is killed.
    KillRedis,
    /// Redis forgets everything.
    Flush,
    /// PostgreSQL is restarted without a check point.
    CrashPostgres,
    /// Every connection between clients and a node is cut.
    CutClients,
    /// Every connection between the nodes and PostgreSQL is cut.
    CutPostgres,
    /// Answers of a node are cut after so many bytes, for a while.
    CutAnswers(usize),
    /// Answers of PostgreSQL are cut after so many bytes, for a while.
    CutPostgresAnswers(usize),
    /// Redis says nothing for a while.
    SilentRedis,
    /// PostgreSQL is slow for a while.
    SlowPostgres,
}

/// How often each of them strikes.
#[derive(Debug, Clone, Copy)]
pub struct Doom {
    /// Kills of a node.
    pub kills: usize,
    /// Kills of Redis.
    pub redis: usize,
    /// Restarts of PostgreSQL.
    pub postgres: usize,
    /// How often each fault of the network strikes.
    pub network: usize,
    /// How often a node stands still, and for how many milliseconds at least.
    pub stops: (usize, u64),
}

/// The faults of a configuration, in the order of a seed.
pub fn plan(house: &House, doom: &Doom, random: &mut Rng) -> Vec<Fault> {
    let mut faults = vec![Fault::Kill; doom.kills];
    for _ in 0..doom.stops.0 {
        faults.push(Fault::Stop(random.u64(doom.stops.1..=doom.stops.1 * 2)));
    }
    for _ in 0..doom.network {
        faults.extend([Fault::CutClients, Fault::CutAnswers(random.usize(0..2000))]);
    }
    if house.config.shape.redis {
        faults.extend(vec![Fault::KillRedis; doom.redis]);
        for _ in 0..doom.network {
            faults.extend([Fault::Flush, Fault::SilentRedis]);
        }
    }
    if house.config.shape.postgres {
        faults.extend(vec![Fault::CrashPostgres; doom.postgres]);
        for _ in 0..doom.network {
            faults.extend([Fault::CutPostgres, Fault::SlowPostgres]);
            faults.push(Fault::CutPostgresAnswers(random.usize(100..3000)));
        }
    }
    random.shuffle(&mut faults);
    faults
}

/// Strikes with each of these, evenly over so many messages of the writers; when each began and had been put right.
pub async fn strike(
    house: &House,
    faults: &[Fault],
    (progress, total): (Progress, u64),
    random: &mut Rng,
) -> Result<Vec<(Instant, Instant)>> {
    let mut windows = Vec::new();
    for (index, fault) in faults.iter().enumerate() {
        let due = total * (index as u64 + 1) / (faults.len() as u64 + 1);
        while progress.get() < due {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tokio::time::sleep(Duration::from_millis(random.u64(1..50))).await;
        let began = Instant::now();
        inflict(house, *fault, random)
            .await
            .with_context(|| format!("{fault:?}"))?;
        windows.push((began, Instant::now()));
    }
    Ok(windows)
}

/// One fault, and its end.
pub async fn inflict(house: &House, fault: Fault, random: &mut Rng) -> Result<()> {
    let pause = Duration::from_millis(random.u64(50..500));
    let node = random.usize(..house.doors.len());
    let door = house.doors.get(node).context("a door")?;
    match fault {
        Fault::Kill => {
            let mut cluster = house.cluster.lock().await;
            let node = cluster.nodes.get_mut(node).context("a node")?;
            node.kill().await?;
            tokio::time::sleep(pause).await;
            node.start_again().await?;
        }
        Fault::Stop(millis) => {
            let cluster = house.cluster.lock().await;
            let node = cluster.nodes.get(node).context("a node")?;
            node.signal("STOP").await?;
            tokio::time::sleep(Duration::from_millis(millis)).await;
            node.signal("CONT").await?;
        }
        Fault::KillRedis => {
            let mut cluster = house.cluster.lock().await;
            let redis = cluster.redis.as_mut().context("a Redis")?;
            redis.kill().await?;
            tokio::time::sleep(pause).await;
            redis.start_again().await?;
        }
        Fault::Flush => {
            let cluster = house.cluster.lock().await;
            cluster.redis.as_ref().context("a Redis")?.flush().await?;
        }
        Fault::CrashPostgres => {
            let mut cluster = house.cluster.lock().await;
            let postgres = cluster.postgres.as_mut().context("a PostgreSQL")?;
            postgres.crash().await?;
            tokio::time::sleep(pause).await;
            postgres.start_again().await?;
        }
        Fault::CutClients => door.reset(),
        Fault::CutAnswers(bytes) => {
            door.cut_answers_after(bytes);
            tokio::time::sleep(pause).await;
            door.pass();
        }
        Fault::CutPostgres | Fault::CutPostgresAnswers(_) | Fault::SlowPostgres | Fault::SilentRedis => {
            of_a_database(house, fault, pause).await?;
        }
    }
    Ok(())
}

async fn of_a_database(house: &House, fault: Fault, pause: Duration) -> Result<()> {
    let proxy = match fault {
        Fault::SilentRedis => &house.to_redis,
        _ => &house.to_postgres,
    };
    let proxy = proxy.as_ref().context("a proxy")?;
    match fault {
        Fault::CutPostgresAnswers(bytes) => proxy.cut_answers_after(bytes),
        Fault::SlowPostgres => proxy.latency(Duration::from_millis(20)),
        Fault::SilentRedis => proxy.silent(),
        _ => proxy.reset(),
    }
    tokio::time::sleep(pause).await;
    proxy.pass();
    Ok(())
}

/// Lets Redis come and go until it is dropped.
pub async fn flap(house: &House, mut random: Rng) {
    let Some(proxy) = &house.to_redis else {
        return;
    };
    loop {
        proxy.down();
        tokio::time::sleep(Duration::from_millis(random.u64(200..2000))).await;
        proxy.pass();
        tokio::time::sleep(Duration::from_millis(random.u64(200..2000))).await;
    }
}

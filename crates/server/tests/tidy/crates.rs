//! Crates: who may depend on whom, and that every dependency is listed once.

use std::{collections::BTreeMap, process::Command};

use serde_json::Value;

use super::{files, none, root};

/// Package => what it depends on outside of tests and builds.
fn dependencies() -> BTreeMap<String, Vec<Dependency>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .map(|package| {
            let name = package["name"].as_str().unwrap().to_owned();
            let dependencies = package["dependencies"].as_array().unwrap();
            (name, dependencies.iter().filter_map(Dependency::of).collect())
        })
        .collect()
}

struct Dependency {
    name: String,
    is_optional: bool,
}

impl Dependency {
    fn of(dependency: &Value) -> Option<Self> {
        dependency["kind"].is_null().then(|| Self {
            name: dependency["name"].as_str().unwrap().to_owned(),
            is_optional: dependency["optional"].as_bool().unwrap(),
        })
    }
}

const HTTP: [&str; 3] = ["actix-web", "actix-ws", "utoipa-swagger-ui"];
const SQL: [&str; 4] = ["diesel", "diesel_migrations", "libsqlite3-sys", "r2d2"];
const REDIS: [&str; 2] = ["redis", "deadpool-redis"];
const OURS: [&str; 10] = [
    "domain", "store", "files", "realtime", "jobs", "api", "server", "testkit", "frontend", "bench",
];

/// Which of ours each of ours may use.
const LAYERS: [(&str, &[&str]); 10] = [
    ("domain", &[]),
    ("store", &["domain"]),
    ("files", &[]),
    ("realtime", &["domain"]),
    ("jobs", &["domain", "store", "files"]),
    ("api", &["domain", "store", "files", "realtime"]),
    ("server", &["domain", "store", "files", "realtime", "jobs", "api"]),
    ("testkit", &["domain", "store", "files", "realtime", "jobs", "api"]),
    ("frontend", &["domain"]),
    // black box: the store is for what no call can do, and for judging
    ("bench", &["domain", "store"]),
];

#[test]
fn layers_look_down_only() {
    let dependencies = dependencies();
    assert_eq!(dependencies.len(), OURS.len(), "a crate that this test does not know");
    let mut faults = Vec::new();
    for (package, may_use) in LAYERS {
        for dependency in &dependencies[package] {
            let name = dependency.name.as_str();
            if OURS.contains(&name) && !may_use.contains(&name) {
                faults.push(format!("{package} must not know {name}"));
            }
        }
    }
    none(&faults);
}

#[test]
fn each_crate_keeps_to_its_trade() {
    let dependencies = dependencies();
    let mut faults = Vec::new();
    let mut forbid = |package: &str, forbidden: &[&str]| {
        for dependency in &dependencies[package] {
            if forbidden.contains(&dependency.name.as_str()) && !dependency.is_optional {
                faults.push(format!("{package} must not know {}", dependency.name));
            }
        }
    };
    forbid("domain", &["tokio", "lettre", "getrandom", "tracing"]);
    for package in ["domain", "store", "files", "realtime", "jobs", "frontend"] {
        forbid(package, &HTTP);
    }
    for package in ["domain", "files", "realtime", "jobs", "api", "server", "frontend"] {
        forbid(package, &SQL);
    }
    for package in ["domain", "store", "jobs", "api", "server", "frontend"] {
        forbid(package, &REDIS);
    }
    for package in ["domain", "store", "realtime", "api", "frontend"] {
        forbid(package, &["lettre"]);
    }
    none(&faults);
}

#[test]
fn every_dependency_is_listed_once_in_the_workspace() {
    let mut faults = Vec::new();
    for (path, text) in [
        files("crates", "Cargo.toml"),
        files("frontend", "Cargo.toml"),
        files("bench", "Cargo.toml"),
    ]
    .concat()
    {
        let mut in_dependencies = false;
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            if line.starts_with('[') {
                in_dependencies = line.contains("dependencies");
            } else if in_dependencies && line.contains('=') && !line.contains("workspace = true") {
                faults.push(format!("{path}: {line}"));
            }
        }
    }
    none(&faults);
}

#[test]
fn only_sql_and_the_cut_of_the_pages_are_features() {
    let with_features: Vec<String> = [files("crates", "Cargo.toml"), files("frontend", "Cargo.toml")]
        .concat()
        .into_iter()
        .filter(|(_, text)| text.lines().any(|line| line.trim() == "[features]"))
        .map(|(path, _)| path)
        .collect();
    // `sql` keeps diesel out of the browser; `split` cuts the release build of the pages, and only that
    assert_eq!(with_features, ["crates/domain/Cargo.toml", "frontend/Cargo.toml"]);
}

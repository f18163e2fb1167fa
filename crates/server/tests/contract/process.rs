//! The binary in a process of its own.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

pub fn ecolehub(folder: &tempfile::TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ecolehub"));
    command.current_dir(folder.path()).env_clear().stdin(Stdio::null());
    command
}

pub fn run(command: &mut Command) -> (bool, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

/// A server in a process of its own, on a port that the system chose; killed when it is dropped.
pub struct Served {
    pub process: Child,
    pub address: String,
    pub greeting: String,
}

impl Served {
    pub fn start(folder: &tempfile::TempDir) -> Self {
        let mut command = ecolehub(folder);
        command
            .args(["serve", "--port", "0"])
            .env("LOG", "warn")
            .stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let address = first.strip_prefix("EcoleHub: http://localhost:").unwrap();
        let address = format!("127.0.0.1:{address}");
        // the rest is there when the demo school is: its last line is the last code of a child
        let rest: Vec<String> = if folder.path().join("demo").exists() {
            lines
                .map_while(Result::ok)
                .take_while(|line| !line.ends_with("P6"))
                .collect()
        } else {
            Vec::new()
        };
        Self {
            process,
            address,
            greeting: rest.join("\n"),
        }
    }

    pub fn tell(&self, signal: &str) {
        let told = Command::new("kill")
            .args([signal, &self.process.id().to_string()])
            .status()
            .unwrap();
        assert!(told.success());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

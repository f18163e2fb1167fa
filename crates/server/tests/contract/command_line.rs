//! The command line: what it prints, and one clear sentence for what cannot be.

use std::net::TcpListener;

use rstest::rstest;

use super::process::{ecolehub, run};

#[rstest]
#[case(&[])]
#[case(&["serve"])]
#[case(&["migrate"])]
#[case(&["demo"])]
#[case(&["openapi"])]
#[case(&["asyncapi"])]
#[case(&["config"])]
#[case(&["school", "create"])]
#[case(&["user", "create-admin"])]
fn every_command_has_help_that_helps(#[case] words: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let (good, help, _) = run(ecolehub(&folder).args(words).arg("--help"));
    assert!(
        good && help.contains("Usage: ecolehub") && help.lines().count() > 5,
        "{help}"
    );
}

#[rstest]
#[case(&[("ENVIRONMENT", "staging")], "ENVIRONMENT must be development or production")]
#[case(&[("ENVIRONMENT", "production")], "SECRET_KEY must be set")]
#[case(&[("ENVIRONMENT", "production"), ("SECRET_KEY", "too short")], "at least 32 bytes")]
#[case(&[("DATABASE_URL", "mysql://localhost/x")], "DATABASE_URL must begin with")]
#[case(&[("DATABASE_URL", "postgres://u:hidden@127.0.0.1:1/x"), ("PORT", "0")], "the database postgres://u:***@127.0.0.1:1/x cannot be used")]
#[case(&[("DATABASE_URL", "sqlite://file/x.db"), ("PORT", "0")], "the folder file cannot be made")]
#[case(&[("REDIS_URL", "localhost")], "REDIS_URL must begin with")]
#[case(&[("SPA_DIR", "nowhere"), ("PORT", "0")], "SPA_DIR")]
#[case(&[("MAIL_FROM", "nobody"), ("PORT", "0")], "MAIL_FROM must be like")]
fn what_cannot_be_is_one_sentence(#[case] variables: &[(&str, &str)], #[case] words: &str) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let (good, _, said) = run(ecolehub(&folder)
        .arg("serve")
        .env("LOG", "off")
        .envs(variables.iter().copied()));
    assert!(!good);
    assert!(said.contains(words), "{said}");
    assert_eq!(said.trim().lines().count(), 1, "{said}");
    assert!(!said.contains("hidden"), "{said}");
}

#[test]
fn a_port_in_use_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let holder = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = holder.local_addr().unwrap().port().to_string();
    let (good, _, said) = run(ecolehub(&folder).args(["serve", "--port", &port]));
    assert!(!good && said.contains(&format!("port {port} is in use")), "{said}");
    assert!(!folder.path().join("data").exists(), "nothing was touched");
}

#[test]
fn a_school_and_its_administrator_are_made() {
    let folder = tempfile::tempdir().unwrap();
    let admin = [
        "user",
        "create-admin",
        "--email",
        "admin@ecole.be",
        "--first-name",
        "Ada",
        "--last-name",
        "Min",
    ];
    let (good, _, said) = run(ecolehub(&folder).args(admin));
    assert!(!good && said.contains("there is no school yet"), "{said}");
    let school = [
        "school",
        "create",
        "--name",
        "École du Parc",
        "--locality",
        "Evere",
        "--code",
        "PARC-2026",
    ];
    let (good, told, said) = run(ecolehub(&folder).args(school));
    assert!(good && told.contains("PARC-2026"), "{told}{said}");
    let (good, told, said) = run(ecolehub(&folder).args(admin));
    assert!(good && told.contains("Password (shown once): "), "{told}{said}");
    let (good, _, said) = run(ecolehub(&folder).args(admin));
    assert!(!good && said.contains("has an account already"), "{said}");
    let (good, told, _) = run(ecolehub(&folder).arg("migrate"));
    assert!(good && told.contains("up to date"), "{told}");
}

#[rstest]
#[case("0", "Modules: none yet")]
#[case("1", "Modules: sel\n")]
#[case("2", "Modules: sel, messaging, direct_messages, presence")]
#[case("4", "Modules: sel, messaging, direct_messages, presence")]
fn a_school_begins_with_the_modules_of_the_stage(#[case] stage: &str, #[case] words: &str) {
    let folder = tempfile::tempdir().unwrap();
    let school = ["school", "create", "--name", "École du Parc", "--locality", "Evere"];
    let (good, told, said) = run(ecolehub(&folder).args(school).env("STAGE", stage));
    assert!(good && told.contains(words), "{told}{said}");
}

#[test]
fn the_settings_are_printed_without_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let secret = "kT9v2Qw8Lr5nXz1Bc7Yh3Jd6Fs0Gp4Mu";
    let (good, told, _) = run(ecolehub(&folder)
        .arg("config")
        .env("SECRET_KEY", secret)
        .env("PORT", "8010"));
    assert!(
        good && told.contains("PUBLIC_URL=http://localhost:8010") && !told.contains(secret),
        "{told}"
    );
    let documented = std::fs::read_to_string(super::repository("docs/configuration.md")).unwrap();
    for line in told.lines() {
        let name = line.split('=').next().unwrap();
        assert!(
            documented.contains(&format!("`{name}`")),
            "docs/configuration.md does not explain {name}"
        );
    }
}

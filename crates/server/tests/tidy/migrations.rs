//! Migrations: each has a twin and a way back.

use std::{collections::BTreeSet, fs};

use super::root;

#[test]
fn each_migration_has_a_twin_and_a_way_back() {
    let names = |database: &str| -> BTreeSet<String> {
        let folder = root().join("migrations").join(database);
        fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| {
                for file in ["up.sql", "down.sql"] {
                    assert!(path.join(file).is_file(), "{} lacks {file}", path.display());
                }
                path.file_name().unwrap().to_str().unwrap().to_owned()
            })
            .collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

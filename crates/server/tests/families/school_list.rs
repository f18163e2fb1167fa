//! The school's list of children: enrolled, found, page by page.

use domain::{
    families::{
        calls::{EnrolChild, ListSchoolChildren},
        types::{NewSchoolChild, SchoolChildQuery},
    },
    schools::types::Level,
};
use rstest::rstest;
use testkit::{app::TestApp, person::Person};

const CHILDREN: [(&str, &str, Level); 6] = [
    ("Éloïse", "Van den Berghe", Level::P3),
    ("Louis", "D’Haese", Level::P3),
    ("Louis", "Ömer", Level::P4),
    ("Zoé", "Abdelkader", Level::P3),
    ("Ana", "d'Almeida", Level::M1),
    ("Ana", "D’Haese", Level::P6),
];

async fn school(app: &TestApp) -> &Person {
    let office = app.office().await;
    for (first_name, last_name, level) in CHILDREN {
        let new = NewSchoolChild {
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            class_id: app.class(level).await,
        };
        let child = office.call(&EnrolChild {}, &new).await.unwrap();
        assert_eq!((child.level, child.declared), (Some(level), false));
    }
    office
}

async fn names(office: &Person, query: &SchoolChildQuery) -> Vec<String> {
    let mut seen = Vec::new();
    let mut query = query.clone();
    loop {
        let page = office.ask(&ListSchoolChildren {}, &query).await.unwrap();
        seen.extend(
            page.items
                .iter()
                .map(|child| format!("{} {}", child.last_name, child.first_name)),
        );
        query.cursor = page.next;
        if query.cursor.is_none() {
            return seen;
        }
    }
}

#[tokio::test]
async fn the_list_is_sorted_the_same_on_every_database_and_over_the_pages() {
    let app = TestApp::start().await;
    let office = school(&app).await;
    let query = SchoolChildQuery {
        limit: Some(2),
        ..SchoolChildQuery::default()
    };
    let sorted = [
        "Abdelkader Zoé",
        "d'Almeida Ana",
        "D’Haese Ana",
        "D’Haese Louis",
        "Ömer Louis",
        "Van den Berghe Éloïse",
    ];
    assert_eq!(names(office, &query).await, sorted);
}

#[rstest]
#[case("eloise", &["Van den Berghe Éloïse"])]
#[case("LOUIS haese", &["D’Haese Louis"])]
#[case("berghe", &["Van den Berghe Éloïse"])]
#[case("ömer", &["Ömer Louis"])]
#[case("%", &[])]
#[case("_", &[])]
#[case("\\", &[])]
#[case("nobody", &[])]
#[tokio::test]
async fn a_child_is_found_by_any_part_of_its_name(#[case] asked: &str, #[case] found: &[&str]) {
    let app = TestApp::start().await;
    let office = school(&app).await;
    let query = SchoolChildQuery {
        q: Some(asked.to_owned()),
        ..SchoolChildQuery::default()
    };
    assert_eq!(names(office, &query).await, found);
}

#[tokio::test]
async fn the_list_of_a_class_holds_its_children_only() {
    let app = TestApp::start().await;
    let office = school(&app).await;
    let query = SchoolChildQuery {
        class_id: Some(app.class(Level::P3).await),
        q: Some("louis".to_owned()),
        ..SchoolChildQuery::default()
    };
    assert_eq!(names(office, &query).await, ["D’Haese Louis"]);
}

//! Class lists: looked at first, then imported exactly like that or not at all.

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    families::{
        calls::{ImportClassList, LeaveSchool, ListMyChildren, ListSchoolChildren},
        imports::{ClassListFile, FileEncoding, ImportReport, LineOutcome},
        types::SchoolChildQuery,
    },
    page::{NoBody, PageQuery},
    problem::Code,
    schools::types::Level,
    socket::ServerFrame,
};
use testkit::{app::TestApp, person::Person};

pub fn file(text: impl AsRef<[u8]>, version: Option<&str>, make_classes: bool) -> ClassListFile {
    ClassListFile {
        file: STANDARD.encode(text),
        apply: version.is_some(),
        make_classes,
        version: version.map(str::to_owned),
    }
}

pub async fn look(office: &Person, text: &str) -> ImportReport {
    office
        .call(&ImportClassList {}, &file(text, None, false))
        .await
        .unwrap()
}

pub async fn import(office: &Person, text: &str) -> ImportReport {
    let seen = look(office, text).await;
    office
        .call(&ImportClassList {}, &file(text, Some(&seen.version), false))
        .await
        .unwrap()
}

fn outcomes(report: &ImportReport) -> Vec<(u32, LineOutcome)> {
    report.lines.iter().map(|line| (line.line, line.outcome)).collect()
}

async fn names(office: &Person) -> Vec<String> {
    let list = office
        .ask(&ListSchoolChildren {}, &SchoolChildQuery::default())
        .await
        .unwrap();
    list.items
        .iter()
        .map(|child| {
            format!(
                "{} {} {}",
                child.last_name,
                child.first_name,
                child.class_name.as_deref().unwrap_or("-")
            )
        })
        .collect()
}

pub const LIST: &str =
    "Nom;Prénom;Classe;Numéro\nDubois;Léa;P3;7\nPeeters;Wout;3e primaire;\nEl Amrani;Sara;1re maternelle;9\n";

#[tokio::test]
async fn what_was_looked_at_is_what_is_done_and_the_same_file_again_does_nothing() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let seen = look(office, LIST).await;
    assert!(!seen.applied);
    assert_eq!(
        outcomes(&seen),
        [(2, LineOutcome::New), (3, LineOutcome::New), (4, LineOutcome::New)]
    );
    assert_eq!((seen.encoding, seen.separator.as_str()), (FileEncoding::Utf8, ";"));
    assert!(names(office).await.is_empty(), "looking changes nothing");

    let done = office
        .call(&ImportClassList {}, &file(LIST, Some(&seen.version), false))
        .await
        .unwrap();
    assert_eq!(
        done,
        ImportReport {
            applied: true,
            ..seen.clone()
        }
    );
    let after = names(office).await;
    assert_eq!(after, ["Dubois Léa P3", "El Amrani Sara M1", "Peeters Wout P3"]);

    let again = import(office, LIST).await;
    assert!(
        again.lines.iter().all(|line| line.outcome == LineOutcome::Unchanged),
        "{again:?}"
    );
    assert_eq!(names(office).await, after);
}

#[tokio::test]
async fn windows_1252_and_utf_8_make_the_same_children() {
    let app = TestApp::start().await;
    let office = app.office().await;
    import(office, LIST).await;
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(LIST);
    let report = office
        .call(&ImportClassList {}, &file(&bytes, None, false))
        .await
        .unwrap();
    assert_eq!(report.encoding, FileEncoding::Windows1252);
    assert!(
        report.lines.iter().all(|line| line.outcome == LineOutcome::Unchanged),
        "{report:?}"
    );
    let with_mark = format!("\u{feff}{LIST}");
    let report = look(office, &with_mark).await;
    assert!(
        report.lines.iter().all(|line| line.outcome == LineOutcome::Unchanged),
        "{report:?}"
    );
}

#[tokio::test]
async fn every_change_is_told_with_what_was_before() {
    let app = TestApp::start().await;
    let office = app.office().await;
    import(office, LIST).await;
    let list = app.child(Level::P1, "Noé").await;
    office.call(&LeaveSchool { child: list }, &NoBody {}).await.unwrap();
    let text = "Naam,Voornaam,Klas,Nummer\n\
                Dubois,Lea,P3,7\n\
                Peeters,Wout,4de leerjaar,\n\
                El Amrani,Sara,M1,9\n\
                Dupont,Noé,P2,12\n";
    let report = import(office, text).await;
    let told: Vec<(LineOutcome, Option<String>)> = report
        .lines
        .iter()
        .map(|line| {
            let before = line.before.as_ref().and_then(|before| before.class_name.clone());
            (line.outcome, before)
        })
        .collect();
    let class = |name: &str| Some(name.to_owned());
    assert_eq!(
        told,
        [
            (LineOutcome::Renamed, class("P3")),
            (LineOutcome::Moved, class("P3")),
            (LineOutcome::Unchanged, None),
            (LineOutcome::Returned, None),
        ]
    );
    assert_eq!(
        names(office).await,
        ["Dubois Lea P3", "Dupont Noé P2", "El Amrani Sara M1", "Peeters Wout P4"]
    );
    assert!(report.not_in_file.is_empty());
    let fewer = look(office, "Nom;Prénom;Classe\nPeeters;Wout;P4\n").await;
    assert_eq!(fewer.not_in_file.len(), 3, "they are told, and stay");
}

#[tokio::test]
async fn one_unreadable_line_and_nothing_is_imported() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let text = "Nom;Prénom;Classe;N°\n\
                Dubois;Léa;P3;1\n\
                ;Wout;P3;2\n\
                Peeters;An;P9;3\n\
                Peeters;Jef;P3;1\n\
                Janssens;Mia;P6B;5\n\
                Dubois;Léa;P3;\n\
                Trop;Court\n";
    let report = import(office, text).await;
    assert!(!report.applied);
    let errors: Vec<(u32, Vec<&str>)> = report
        .lines
        .iter()
        .filter(|line| line.outcome == LineOutcome::Error)
        .map(|line| (line.line, line.errors.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(
        errors,
        [
            (3, vec!["last_name_missing"]),
            (4, vec!["class_unreadable"]),
            (5, vec!["twice"]),
            (6, vec!["no_such_class"]),
            (7, vec!["twice"]),
            (8, vec!["fields_missing"]),
        ]
    );
    assert_eq!(report.missing_classes, ["P6B"]);
    assert!(names(office).await.is_empty());
}

#[tokio::test]
async fn missing_classes_are_made_when_the_office_says_so() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let text = "Nom;Prénom;Classe\nJanssens;Mia;P6B\nJanssens;Bo;6e primaire B\n";
    let seen = office.call(&ImportClassList {}, &file(text, None, true)).await.unwrap();
    assert_eq!(
        (seen.counts.new, seen.missing_classes.clone()),
        (2, vec!["P6B".to_owned()])
    );
    // what was looked at without classes is something else
    let without = look(office, text).await;
    let problem = office
        .call(&ImportClassList {}, &file(text, Some(&without.version), true))
        .await
        .unwrap_err();
    assert_eq!(problem.code, Code::Conflict);
    office
        .call(&ImportClassList {}, &file(text, Some(&seen.version), true))
        .await
        .unwrap();
    assert_eq!(names(office).await, ["Janssens Bo P6B", "Janssens Mia P6B"]);
}

#[tokio::test]
async fn what_changed_in_between_is_looked_at_again() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let seen = look(office, LIST).await;
    app.child(Level::P3, "Louis").await;
    let problem = office
        .call(&ImportClassList {}, &file(LIST, Some(&seen.version), false))
        .await
        .unwrap_err();
    assert_eq!(problem.code, Code::Conflict);
    assert_eq!(names(office).await.len(), 1);
}

#[tokio::test]
async fn of_the_same_name_nobody_is_guessed() {
    let app = TestApp::start().await;
    let office = app.office().await;
    import(office, "Nom;Prénom;Classe;N°\nDubois;Léa;P3;1\nDubois;Léa;P5;2\n").await;
    let report = look(office, "Nom;Prénom;Classe\nDubois;Léa;P4\nDubois;Léa;P5\n").await;
    assert_eq!(
        outcomes(&report),
        // who stays in P5 is clear, and so is who is left to move
        [(2, LineOutcome::Moved), (3, LineOutcome::Unchanged)]
    );
    let report = look(office, "Nom;Prénom;Classe\nDubois;Léa;P4\n").await;
    assert_eq!(report.lines[0].errors, ["ambiguous"]);
    let report = look(office, "Nom;Prénom;Classe;N°\nDubois;Léa;P4;3\n").await;
    assert_eq!(
        outcomes(&report),
        [(2, LineOutcome::New)],
        "a third number is a third child"
    );
}

/// The parent is in the conversation of the new class at once, and no longer in that of the old one.
#[tokio::test]
async fn a_moved_child_takes_its_parents_along() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let old = marie.class_room(Level::P3).await;
    let mut window = marie.socket().await;
    import(office, "Nom;Prénom;Classe\nDupont;Petit Marie;P4\n").await;
    window
        .wait_for(|frame| matches!(frame, ServerFrame::ConversationLeft { conversation_id } if *conversation_id == old))
        .await;
    assert!(marie.find_class_room(Level::P3).await.is_none());
    marie.class_room(Level::P4).await;
    let mine = marie.ask(&ListMyChildren {}, &PageQuery::default()).await.unwrap();
    assert_eq!(mine.items[0].class.as_ref().unwrap().name, "P4");
}

/// A declared child that stands in the list of the school is known to it now; who declared it waits all the same.
#[tokio::test]
async fn a_list_confirms_no_parent() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let marie = app.register_and_verify("Marie").await;
    crate::families::declare(&app, &marie, ("Louis", "Dubois")).await;
    let report = import(office, "Nom;Prénom;Classe\nDubois;Louis;P3\n").await;
    assert_eq!(outcomes(&report), [(2, LineOutcome::Recognized)]);
    assert!(marie.find_class_room(Level::P3).await.is_none());
}

//! What is no class list, what is too long for one, and who imports.

use domain::{
    families::{
        calls::ImportClassList,
        imports::{ClassListFile, ImportReport},
    },
    problem::{Code, Problem},
    schools::types::{Level, Role},
};
use rstest::rstest;
use testkit::app::TestApp;

use crate::families::imports::{LIST, file, import, look};

#[rstest]
#[case("not base64!", "not_base64")]
#[case("", "too_short")]
#[case("UEsDBHNwcmVhZHNoZWV0", "not_text")]
#[case("Tm9tO1ByZW5vbTtDbGFzc2UK", "empty_file")]
#[case("RHVib2lzO0xlYTtQMwo=", "no_header")]
#[tokio::test]
async fn what_is_no_list_is_refused(#[case] sent: &str, #[case] word: &str) {
    let app = TestApp::start().await;
    let body = ClassListFile {
        file: sent.to_owned(),
        ..file("", None, false)
    };
    let problem = app.office().await.call(&ImportClassList {}, &body).await.unwrap_err();
    assert_eq!(problem.code, Code::Invalid);
    assert_eq!(
        (problem.errors[0].pointer.as_str(), problem.errors[0].code.as_str()),
        ("/file", word)
    );
}

#[tokio::test]
async fn two_thousand_lines_fit_and_not_one_more() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let list = |count: usize| {
        (0..count).fold("Nom;Prénom;Classe;N°\n".to_owned(), |text, number| {
            text + &format!("Nom{number};Prénom;P{};{number}\n", number % 6 + 1)
        })
    };
    let report = import(office, &list(2000)).await;
    assert_eq!((report.applied, report.counts.new), (true, 2000));
    let again = look(office, &list(2000)).await;
    assert_eq!(again.counts.unchanged, 2000);
    let problem = office
        .call(&ImportClassList {}, &file(list(2001), None, false))
        .await
        .unwrap_err();
    assert_eq!(problem.errors[0].code, "too_many_lines");
}

#[tokio::test]
async fn only_the_office_imports() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let teacher = app.staff("Anne", Role::Teacher).await;
    for person in [marie, teacher] {
        let refused: Result<ImportReport, Problem> = person.call(&ImportClassList {}, &file(LIST, None, false)).await;
        assert_eq!(refused.unwrap_err().code, Code::Forbidden);
    }
    let problem = app
        .office()
        .await
        .call(
            &ImportClassList {},
            &ClassListFile {
                apply: true,
                ..file(LIST, None, false)
            },
        )
        .await
        .unwrap_err();
    assert_eq!(problem.errors[0].pointer, "/version");
}

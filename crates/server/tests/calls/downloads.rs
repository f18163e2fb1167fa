//! Tables to keep.

use domain::schools::types::Role;
use testkit::app::TestApp;

#[tokio::test]
async fn a_table_opens_in_a_spreadsheet_and_computes_nothing() {
    let app = TestApp::start().await;
    let office = app.staff("Olga", Role::Direction).await;
    let answer = office.get("/api/v1/memberships/export").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    let disposition = answer.header("content-disposition").unwrap();
    assert!(disposition.starts_with("attachment; filename=\""), "{disposition}");
    assert!(
        answer.body.contains(';') && answer.body.contains("\r\n"),
        "{}",
        answer.body
    );
    assert_eq!(answer.header("etag"), None);
}

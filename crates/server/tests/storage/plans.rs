//! Who is in a conversation is asked with every message: SQLite must not walk through the school for it. (PostgreSQL plans by what is in the
//! tables.)

use diesel::{RunQueryDsl, sql_types::Text};
use testkit::database::TestDb;

#[derive(diesel::QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[test]
fn who_is_in_a_room_is_found_without_a_walk_through_the_school() {
    let db = TestDb::fresh_sqlite();
    let mut db = store::backend::connect(db.url()).unwrap();
    for question in [
        "SELECT account_id FROM room_members WHERE conversation_id = x'00'",
        "SELECT conversation_id, account_id FROM room_members WHERE conversation_id IN (x'00', x'01')",
        "SELECT conversation_id FROM room_members WHERE account_id = x'00'",
        "SELECT account_id FROM room_members WHERE account_id IN (x'00', x'01')",
        "SELECT 1 FROM room_members WHERE conversation_id = x'00' AND account_id = x'01'",
    ] {
        let plan = diesel::sql_query(format!("EXPLAIN QUERY PLAN {question}"));
        let steps: Vec<Step> = plan.load(&mut db).unwrap();
        assert!(steps.len() > 3, "{question}");
        for step in steps.iter().map(|step| step.detail.as_str()) {
            // the result of the view itself is scanned
            let walks = step.starts_with("SCAN") && !["SCAN room_members", "SCAN CONSTANT ROW"].contains(&step);
            assert!(!walks && !step.contains("_of_school"), "{question}: {step}");
        }
    }
}

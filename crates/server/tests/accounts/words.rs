//! Odd text at the edge: refused clearly, never a defect (4.2.15, 4.9.53, 4.9.54).

use domain::problem::Code;
use rstest::rstest;
use testkit::app::TestApp;

#[rstest]
#[case::nul(r#""first_name":"Ma\u0000rie""#, Code::Invalid, "/first_name")]
#[case::bell(r#""first_name":"Ma\u0007rie""#, Code::Invalid, "/first_name")]
#[case::line_break(r#""last_name":"Du\npont""#, Code::Invalid, "/last_name")]
#[case::nothing_visible(r#""first_name":"\u200b\u2060""#, Code::Invalid, "/first_name")]
#[case::half_a_sign(r#""first_name":"\ud800""#, Code::BadRequest, "")]
#[case::nul_in_the_password(r#""password":"quatre\u0000moutons verts""#, Code::Invalid, "/password")]
#[case::short_password(r#""password":"moutons""#, Code::Invalid, "/password")]
#[case::nul_in_the_address(r#""email":"marie\u0000@example.be""#, Code::Invalid, "/email")]
#[case::no_address(r#""email":"marie""#, Code::Invalid, "/email")]
#[case::another_type(r#""email":12"#, Code::Invalid, "")]
#[case::an_odd_code(r#""code":"ÉVERE""#, Code::Invalid, "/code")]
#[case::an_unknown_language(r#""locale":"de""#, Code::Invalid, "")]
#[case::an_unknown_field(r#""admin":true"#, Code::Invalid, "/admin")]
#[tokio::test]
async fn odd_text_is_refused_clearly(#[case] odd: &str, #[case] code: Code, #[case] pointer: &str) {
    let app = TestApp::start().await;
    let name = odd.split(':').next().unwrap();
    let fields = [
        r#""email":"marie@example.be""#,
        r#""password":"quatre moutons verts""#,
        r#""first_name":"Marie""#,
        r#""last_name":"Dupont""#,
        r#""code":"EVERE-2026""#,
    ];
    let mut body: Vec<&str> = fields.into_iter().filter(|field| !field.starts_with(name)).collect();
    body.push(odd);
    let answer = app
        .guest()
        .raw("POST", "/api/v1/register", format!("{{{}}}", body.join(",")))
        .await;
    let problem = answer.problem();
    assert_eq!(problem.code, code, "{}", answer.body);
    if !pointer.is_empty() {
        assert_eq!(problem.errors[0].pointer, pointer, "{}", answer.body);
    }
}

#[tokio::test]
async fn a_password_of_a_megabyte_is_refused_before_it_is_hashed() {
    let app = TestApp::start().await;
    let body = serde_json::json!({ "email": "marie@example.be", "password": "x".repeat(1 << 20) });
    let answer = app.guest().raw("POST", "/api/v1/login", body.to_string()).await;
    assert_eq!(answer.problem().code, Code::TooLarge);
    let body = serde_json::json!({ "email": "marie@example.be", "password": "x".repeat(1025) });
    let answer = app.guest().raw("POST", "/api/v1/login", body.to_string()).await;
    assert_eq!(answer.problem().code, Code::Invalid);
}

#[rstest]
#[case("Zoë Ĳsbrand")]
#[case("Nguyễn Thị Ánh")]
#[case("محمد")]
#[case("李小龍")]
#[case("O’Brien-Şahin")]
#[tokio::test]
async fn names_of_every_origin_are_welcome(#[case] name: &str) {
    let app = TestApp::start().await;
    let mut body = serde_json::to_value(app.registration("Marie")).unwrap();
    body["first_name"] = name.into();
    let answer = app.guest().raw("POST", "/api/v1/register", body.to_string()).await;
    assert_eq!(answer.status, 202, "{}", answer.body);
}

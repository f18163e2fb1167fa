//! Swagger UI works without internet.

use testkit::app::TestApp;

#[tokio::test]
async fn the_page_and_all_it_loads_are_here() {
    let app = TestApp::start().await;
    let guest = app.guest();
    let page = guest.get("/api/docs/").await;
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").unwrap().to_owned();
    assert!(policy.contains("script-src 'self';"), "{policy}");
    let mut loaded = 0;
    for rest in page
        .body
        .split(['"'])
        .filter(|word| word.ends_with(".js") || word.ends_with(".css"))
    {
        let file = guest.get(&format!("/api/docs/{}", rest.trim_start_matches("./"))).await;
        assert_eq!(file.status, 200, "{rest}");
        loaded += 1;
    }
    assert!(loaded >= 4, "{}", page.body);
    assert!(
        !page.body.contains("http://") && !page.body.contains("https://"),
        "{}",
        page.body
    );
    let start = guest.get("/api/docs/swagger-initializer.js").await;
    assert!(start.body.contains("/api/openapi.json"), "{}", start.body);
    assert_eq!(guest.get("/api/docs/missing.js").await.problem().status, 404);
}

//! Quiet hours, shown to whoever writes.

use domain::{
    messaging::{
        calls::OpenDirect,
        calm::{
            calls::{SetQuietHours, ShowQuietHours},
            quiet::{day_in_brussels, minutes, written},
            types::QuietHours,
        },
        types::NewDirect,
    },
    page::{NoBody, NoQuery},
    problem::Code,
    schools::types::Level,
};
use store::clock;
use testkit::app::TestApp;

use super::calm;

fn hours(from: &str, to: &str) -> QuietHours {
    QuietHours {
        from: from.to_owned(),
        to: to.to_owned(),
    }
}

#[tokio::test]
async fn whoever_writes_sees_when_the_other_will_be_notified() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let (jean, _) = app.parent_of("Jean", Level::P3).await;
    let open = NewDirect { account_id: marie.id };
    let direct = jean.call(&OpenDirect {}, &open).await.unwrap().id;
    assert_eq!(
        marie.ask(&ShowQuietHours {}, &NoQuery {}).await.unwrap(),
        hours("20:00", "07:00"),
        "by default"
    );
    // quiet all day but for the minute that is furthest away from now, whatever the clock says
    let now = clock::now();
    let minute = i32::try_from(now.as_micros() / 60_000_000 % 1440).unwrap();
    let far = (minute + 720) % 1440;
    let set = hours(&written((far + 1) % 1440), &written(far));
    assert_eq!(marie.call(&SetQuietHours {}, &set).await.unwrap(), set);
    let then = calm(&jean, direct).await.notified_at.expect("she sleeps");
    assert!(then > now && day_in_brussels(then) >= day_in_brussels(now));
    assert_eq!(calm(&marie, direct).await.notified_at.is_some(), {
        let default = domain::messaging::calm::quiet::Window::DEFAULT;
        default.notified_at(clock::now()).is_some()
    });
    marie.call(&SetQuietHours {}, &hours("00:00", "00:00")).await.unwrap();
    assert_eq!(calm(&jean, direct).await.notified_at, None, "never quiet");
    let room = jean.class_room(Level::P3).await;
    assert_eq!(calm(&jean, room).await.notified_at, None, "only between two people");
    assert!(minutes("24:00").is_err());
    let refused = marie
        .call(&SetQuietHours {}, &hours("24:00", "07:00"))
        .await
        .unwrap_err();
    assert_eq!(
        (refused.code, refused.errors[0].pointer.as_str()),
        (Code::Invalid, "/from")
    );
    drop(marie.call(&ShowQuietHours {}, &NoBody {}).await.unwrap());
}

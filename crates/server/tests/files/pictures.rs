//! G10: a picture that is served holds what one sees and nothing else.

use domain::{problem::Code, schools::types::Level};
use image::{GenericImageView, ImageFormat};
use rstest::rstest;
use testkit::{app::TestApp, node::Wiring};

use super::{
    both,
    samples::{self, HIDDEN},
    upload,
};

#[rstest]
#[case("photo.jpg", samples::jpeg_of_a_camera(60, 40), ImageFormat::Jpeg, (40, 60))]
#[case("photo.png", samples::png_of_a_camera(60, 40), ImageFormat::Png, (40, 60))]
#[case("photo.webp", samples::webp_of_a_camera(60, 40), ImageFormat::Jpeg, (40, 60))]
#[tokio::test]
async fn nothing_is_left_of_place_camera_and_preview(
    #[case] name: &str,
    #[case] bytes: Vec<u8>,
    #[case] format: ImageFormat,
    #[case] size: (u32, u32),
) {
    for hidden in [samples::SERIAL, samples::PLACE] {
        assert!(holds(&bytes, hidden), "the sample has {hidden}");
    }
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let file = upload(&marie, name, bytes).await.unwrap();
    let (whole, small) = both(&marie, &file).await;
    for served in [&whole, &small] {
        for hidden in HIDDEN {
            assert!(!holds(served, hidden), "{hidden} is still in {name}");
        }
    }
    // on the disk as well
    for folder in std::fs::read_dir(app.files()).unwrap() {
        let folder = folder.unwrap().path();
        for entry in std::fs::read_dir(folder).unwrap() {
            let kept = std::fs::read(entry.unwrap().path()).unwrap();
            assert!(HIDDEN.iter().all(|hidden| !holds(&kept, hidden)));
        }
    }
    let picture = image::load_from_memory_with_format(&whole, format).unwrap();
    assert_eq!(
        picture.dimensions(),
        size,
        "held a quarter turn to the right, it stands upright"
    );
    assert_eq!((file.width, file.height), (Some(40), Some(60)));
    let [top, bottom] = [5, 55].map(|y| picture.get_pixel(20, y).0);
    assert!(
        top[0] > 150 && bottom[2] > 150,
        "red above, blue below: {top:?} {bottom:?}"
    );
    assert!(image::load_from_memory(&small).is_ok());
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[tokio::test]
async fn a_large_picture_is_made_smaller_and_has_a_small_one() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let file = upload(&marie, "photo.jpg", samples::jpeg(5120, 64)).await.unwrap();
    assert_eq!((file.width, file.height), (Some(2560), Some(32)));
    assert!(
        file.placeholder
            .as_ref()
            .is_some_and(|placeholder| (10..60).contains(&placeholder.len()))
    );
    let (whole, small) = both(&marie, &file).await;
    assert_eq!(i64::try_from(whole.len()).unwrap(), file.bytes);
    let small = image::load_from_memory(&small).unwrap();
    assert_eq!(small.dimensions(), (480, 6));
}

#[tokio::test]
async fn holes_stay_and_a_moving_picture_stands_still() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    let file = upload(&marie, "logo.png", samples::with_a_hole(50, 50)).await.unwrap();
    assert_eq!(file.media_type, "image/png");
    let (whole, small) = both(&marie, &file).await;
    for served in [whole, small] {
        let picture = image::load_from_memory(&served).unwrap().into_rgba8();
        assert_eq!((picture.get_pixel(7, 7).0[3], picture.get_pixel(7, 20).0[3]), (0, 255));
    }
    let file = upload(&marie, "danse.gif", samples::of(ImageFormat::Gif))
        .await
        .unwrap();
    assert_eq!(
        (file.media_type.as_str(), file.name.as_str()),
        ("image/png", "danse.png")
    );
}

#[tokio::test]
async fn a_bomb_is_refused_before_it_is_unpacked() {
    let app = TestApp::start().await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    for (width, height) in [(50_000, 50_000), (8_000, 8_000), (u32::MAX, 1), (65_535, 65_535)] {
        let bomb = samples::png_bomb(width, height);
        assert!(bomb.len() < 500);
        let problem = upload(&marie, "bombe.png", bomb).await.unwrap_err();
        assert_eq!(problem.code, Code::FileBroken, "{width} x {height}");
    }
    let mut wiring = Wiring::default();
    wiring.settings.files.picture_pixels = 1_000_000;
    let app = TestApp::start_with(wiring).await;
    let (marie, _) = app.parent_of("Marie", Level::P3).await;
    assert!(upload(&marie, "photo.jpg", samples::jpeg(1000, 1000)).await.is_ok());
    let problem = upload(&marie, "photo.jpg", samples::jpeg(1001, 1000))
        .await
        .unwrap_err();
    assert_eq!(problem.code, Code::FileBroken);
    // what cannot be read to its end
    let mut cut = samples::png(400, 400);
    cut.truncate(cut.len() / 2);
    assert_eq!(
        upload(&marie, "photo.png", cut).await.unwrap_err().code,
        Code::FileBroken
    );
}

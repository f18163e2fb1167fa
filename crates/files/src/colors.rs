//! The colors of a picture: what was taken with a profile of its own (Display P3 of many phones) is said in sRGB, which is what a picture
//! without a profile is shown in.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Profiles are small: larger ones hold something else.
const PROFILE_MOST: usize = 1024 * 1024;

/// Changes the pixels of a picture of 8 bits so that they mean in sRGB what they meant in their profile. A profile that cannot be read, or is
/// not one of red, green and blue, changes nothing.
pub(crate) fn to_srgb(picture: &mut DynamicImage, profile: &[u8]) {
    if profile.len() > PROFILE_MOST {
        return;
    }
    let Ok(profile) = ColorProfile::new_from_slice(profile) else {
        return;
    };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    match picture {
        DynamicImage::ImageRgb8(pixels) => turn(&profile, Layout::Rgb, pixels),
        DynamicImage::ImageRgba8(pixels) => turn(&profile, Layout::Rgba, pixels),
        _ => {}
    }
}

/// Samples that are turned at once; whole pixels of three and of four.
const AT_ONCE: usize = 12 * 1024;

fn turn(profile: &ColorProfile, layout: Layout, samples: &mut [u8]) {
    let srgb = ColorProfile::new_srgb();
    let Ok(turned) = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()) else {
        return;
    };
    let mut before = Vec::with_capacity(AT_ONCE);
    for some in samples.chunks_mut(AT_ONCE) {
        before.clear();
        before.extend_from_slice(some);
        if turned.transform(&before, some).is_err() {
            some.copy_from_slice(&before);
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use image::{ImageEncoder, Rgb, RgbImage, codecs::png::PngEncoder};
    use rstest::rstest;

    use super::*;
    use crate::{kinds::Kind, pictures::made_safe};

    /// A picture of one color with this profile, as a phone writes it.
    fn picture(color: [u8; 3], profile: Vec<u8>) -> Vec<u8> {
        let pixels = RgbImage::from_pixel(40, 30, Rgb(color));
        let mut bytes = Vec::new();
        let mut encoder = PngEncoder::new(&mut bytes);
        encoder.set_icc_profile(profile).unwrap();
        encoder
            .write_image(&pixels, 40, 30, image::ExtendedColorType::Rgb8)
            .unwrap();
        bytes
    }

    fn shown(bytes: &[u8]) -> [u8; 3] {
        let safe = made_safe(Kind::Png, bytes, 10_000).unwrap();
        let whole = image::load_from_memory(&safe.bytes).unwrap().into_rgb8();
        assert!(
            !safe.bytes.windows(4).any(|name| name == b"iCCP"),
            "the profile is gone"
        );
        whole.get_pixel(20, 15).0
    }

    /// The same red has a smaller number in the wider space: what is served must have the larger one again.
    #[rstest]
    #[case([234, 51, 35], [255, 0, 0])]
    #[case([117, 251, 76], [0, 255, 0])]
    #[case([0, 0, 245], [0, 0, 255])]
    #[case([128, 128, 128], [128, 128, 128])]
    #[case([255, 255, 255], [255, 255, 255])]
    fn display_p3_is_shown_as_it_was_taken(#[case] taken: [u8; 3], #[case] seen: [u8; 3]) {
        let profile = ColorProfile::new_display_p3().encode().unwrap();
        let now = shown(&picture(taken, profile));
        for (one, other) in now.iter().zip(seen) {
            assert!(one.abs_diff(other) <= 6, "{now:?} instead of {seen:?}");
        }
    }

    #[test]
    fn srgb_stays_and_what_is_no_profile_changes_nothing() {
        let srgb = ColorProfile::new_srgb().encode().unwrap();
        for profile in [srgb, b"no profile".to_vec(), vec![0; 4096]] {
            let now = shown(&picture([234, 51, 35], profile));
            for (one, other) in now.iter().zip([234_u8, 51, 35]) {
                assert!(one.abs_diff(other) <= 1, "{now:?}");
            }
        }
    }

    proptest::proptest! {
        /// A profile comes from strangers: whatever it says, the picture is served.
        #[test]
        fn no_profile_breaks_a_picture(at in 0_usize..4096, garbage in proptest::collection::vec(proptest::num::u8::ANY, 1..64)) {
            let mut profile = ColorProfile::new_display_p3().encode().unwrap();
            let at = at % profile.len();
            for (byte, wrong) in profile.iter_mut().skip(at).zip(garbage) {
                *byte = wrong;
            }
            let mut pixels = DynamicImage::ImageRgba8(image::RgbaImage::new(7, 5));
            to_srgb(&mut pixels, &profile);
            proptest::prop_assert_eq!((pixels.width(), pixels.height()), (7, 5));
        }
    }
}

//! Pictures made safe: decoded and written anew, so that nothing is left but what one sees. No place, no serial number, no hidden preview, no second
//! file behind the first.

use std::io::Cursor;

use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
};

use crate::{
    colors,
    kinds::{Kind, Refusal},
};

/// The longest side of what is kept, in pixels: enough for a letter that was photographed.
const LONGEST: u32 = 2560;
/// The longest side of the small picture.
const SMALL: u32 = 480;
/// The longest side of what the placeholder is made from; it cannot tell more.
const TINY: u32 = 64;
/// A picture without holes that is larger as PNG is a photo.
const PNG_MOST: usize = 1_500_000;
const QUALITY: u8 = 85;
const SMALL_QUALITY: u8 = 78;

/// A picture, written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What it is now.
    pub kind: Kind,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The small picture.
    pub small: Vec<u8>,
    /// What the small picture is.
    pub small_kind: Kind,
    /// A blurred picture in some twenty bytes: a `ThumbHash`.
    pub placeholder: Vec<u8>,
}

/// Decodes a picture of at most so many pixels and writes it anew: upright, at most 2,560 pixels long, as JPEG or, when it has holes or is a drawing,
/// as PNG. Takes long: not for a thread that others wait for.
///
/// # Errors
/// When it cannot be read, or has too many pixels.
pub fn made_safe(kind: Kind, bytes: &[u8], most_pixels: u64) -> Result<Picture, Refusal> {
    let (upright, profile) = decoded(kind, bytes, most_pixels)?;
    let whole = fitting(&upright, LONGEST);
    drop(upright);
    let has_holes = whole.color().has_alpha() && whole.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX);
    let mut whole = if has_holes {
        DynamicImage::ImageRgba8(whole.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(whole.into_rgb8())
    };
    // the profile does not stay, so its colors are said in those of every screen
    if let Some(profile) = profile {
        colors::to_srgb(&mut whole, &profile);
    }
    let is_drawing = matches!(kind, Kind::Png | Kind::Gif);
    let (kind, bytes) = written(&whole, has_holes, is_drawing)?;
    let small = fitting(&whole, SMALL);
    let (small_kind, small_bytes) = if has_holes {
        (Kind::Png, png(&small)?)
    } else {
        (Kind::Jpeg, jpeg(&small, SMALL_QUALITY)?)
    };
    Ok(Picture {
        kind,
        bytes,
        width: whole.width(),
        height: whole.height(),
        placeholder: placeholder(&small),
        small: small_bytes,
        small_kind,
    })
}

/// The picture, upright, and the profile of its colors if it has one.
fn decoded(kind: Kind, bytes: &[u8], most_pixels: u64) -> Result<(DynamicImage, Option<Vec<u8>>), Refusal> {
    let format = match kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::WebP => ImageFormat::WebP,
        Kind::Gif => ImageFormat::Gif,
        _ => return Err(Refusal::Kind),
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    // what is decoded has up to four bytes a pixel; a decoder needs some more for itself
    limits.max_alloc = Some(most_pixels.saturating_mul(5).saturating_add(16 * 1024 * 1024));
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    // the size stands at the begin of the file: nothing is unpacked before it is known
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > most_pixels || decoder.total_bytes() > most_pixels.saturating_mul(4) {
        return Err(Refusal::Pixels);
    }
    let orientation = decoder.orientation().ok();
    let profile = decoder.icc_profile().ok().flatten();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    if picture.width() == 0 || picture.height() == 0 {
        return Err(Refusal::Broken);
    }
    Ok((picture, profile))
}

const fn refused(error: &image::ImageError) -> Refusal {
    match error {
        image::ImageError::Limits(_) => Refusal::Pixels,
        _ => Refusal::Broken,
    }
}

/// The picture, no longer than this.
fn fitting(picture: &DynamicImage, longest: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= longest {
        return picture.clone();
    }
    picture.thumbnail(longest, longest)
}

fn written(picture: &DynamicImage, has_holes: bool, is_drawing: bool) -> Result<(Kind, Vec<u8>), Refusal> {
    if has_holes {
        return Ok((Kind::Png, png(picture)?));
    }
    if is_drawing {
        let bytes = png(picture)?;
        if bytes.len() <= PNG_MOST {
            return Ok((Kind::Png, bytes));
        }
    }
    Ok((Kind::Jpeg, jpeg(picture, QUALITY)?))
}

fn jpeg(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let pixels = picture.to_rgb8();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .write_image(&pixels, pixels.width(), pixels.height(), ExtendedColorType::Rgb8)
        .map_err(|_| Refusal::Broken)?;
    Ok(bytes)
}

fn png(picture: &DynamicImage) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    picture.write_with_encoder(encoder).map_err(|_| Refusal::Broken)?;
    Ok(bytes)
}

fn placeholder(picture: &DynamicImage) -> Vec<u8> {
    let tiny = fitting(picture, TINY).into_rgba8();
    let (Ok(width), Ok(height)) = (usize::try_from(tiny.width()), usize::try_from(tiny.height())) else {
        return Vec::new();
    };
    thumbhash::rgba_to_thumb_hash(width, height, &tiny)
}

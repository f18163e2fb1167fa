//! Files to try: pictures with everything in them that must not come out again, documents, and what pretends to be one.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

/// What a camera writes into a picture: found nowhere afterwards.
pub const SERIAL: &str = "SERIALZQ123456789";
/// The place, as text.
pub const PLACE: &str = "GPSZQ-50.8749N-4.4053E";
/// The hidden small picture.
pub const PREVIEW: &str = "PREVIEWZQ-of-what-was-cut-off";

/// Everything that must not be in a picture that is served.
pub const HIDDEN: [&str; 6] = [SERIAL, PLACE, PREVIEW, "Exif", "http://ns.adobe.com/xap", "tEXt"];

/// A picture in which left and right differ, so that one sees how it is turned: red, and blue on the right.
pub fn two_colors(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([220, 30, 30])
        } else {
            Rgb([30, 30, 220])
        }
    })
}

/// A picture with a hole.
pub fn with_a_hole(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbaImage::from_fn(width, height, |x, y| Rgba([200, 100, 50, if x == y { 0 } else { 255 }]));
    encoded(&DynamicImage::ImageRgba8(picture), ImageFormat::Png)
}

/// A photo.
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(&DynamicImage::ImageRgb8(two_colors(width, height)), ImageFormat::Jpeg)
}

/// A drawing.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(&DynamicImage::ImageRgb8(two_colors(width, height)), ImageFormat::Png)
}

/// One picture of this kind.
pub fn of(format: ImageFormat) -> Vec<u8> {
    encoded(&DynamicImage::ImageRgb8(two_colors(60, 40)), format)
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A document to print.
pub fn pdf(words: &str) -> Vec<u8> {
    format!("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% {words}\ntrailer<</Root 1 0 R>>\n%%EOF\n").into_bytes()
}

/// What a camera writes: make and serial number, the place, how it was held (a quarter turn), and a small picture.
fn exif() -> Vec<u8> {
    let mut tiff = b"II\x2a\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut bytes = tag.to_le_bytes().to_vec();
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
        bytes
    };
    let texts = [SERIAL, PLACE, PREVIEW];
    // the entries, the next directory, then the texts
    let mut at = 8 + 2 + 12 * 4 + 4;
    let mut entries = vec![entry(0x0112, 3, 1, 6)];
    for (tag, text) in [(0xa431, texts[0]), (0x8825, texts[1]), (0x0201, texts[2])] {
        let length = u32::try_from(text.len()).unwrap();
        entries.push(entry(tag, 2, length, at));
        at += length;
    }
    tiff.extend(4_u16.to_le_bytes());
    tiff.extend(entries.concat());
    tiff.extend([0; 4]);
    tiff.extend(texts.concat().into_bytes());
    tiff
}

/// The description that programs write.
fn xmp() -> Vec<u8> {
    format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta serial='{SERIAL}' place='{PLACE}'/>").into_bytes()
}

/// A photo with everything: EXIF, XMP and a comment.
pub fn jpeg_of_a_camera(width: u32, height: u32) -> Vec<u8> {
    let plain = jpeg(width, height);
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap();
        [&[0xff, marker], length.to_be_bytes().as_slice(), content].concat()
    };
    let exif = [b"Exif\0\0".as_slice(), &exif()].concat();
    [
        &plain[..2],
        &segment(0xe1, &exif),
        &segment(0xe1, &xmp()),
        &segment(0xfe, SERIAL.as_bytes()),
        &plain[2..],
        // a second file behind the first
        PREVIEW.as_bytes(),
    ]
    .concat()
}

/// A drawing with everything.
pub fn png_of_a_camera(width: u32, height: u32) -> Vec<u8> {
    let plain = png(width, height);
    let text = format!("Comment\0{PLACE}");
    // behind the head, which has 13 bytes
    let head = 8 + 12 + 13;
    [
        &plain[..head],
        &chunk(b"eXIf", &exif()),
        &chunk(b"tEXt", text.as_bytes()),
        &plain[head..],
        PREVIEW.as_bytes(),
    ]
    .concat()
}

/// A picture from the web with everything.
pub fn webp_of_a_camera(width: u32, height: u32) -> Vec<u8> {
    let plain = encoded(&DynamicImage::ImageRgb8(two_colors(width, height)), ImageFormat::WebP);
    let part = |name: &[u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap();
        let padding = vec![0; content.len() % 2];
        [name.as_slice(), &length.to_le_bytes(), content, &padding].concat()
    };
    let side = |pixels: u32| (pixels - 1).to_le_bytes()[..3].to_vec();
    // it has EXIF and XMP
    let head = [vec![0x0c, 0, 0, 0], side(width), side(height)].concat();
    let parts = [
        part(b"VP8X", &head),
        plain[12..].to_vec(),
        part(b"EXIF", &exif()),
        part(b"XMP ", &xmp()),
    ]
    .concat();
    let length = u32::try_from(parts.len() + 4).unwrap();
    [b"RIFF".as_slice(), &length.to_le_bytes(), b"WEBP", &parts].concat()
}

/// A PNG of a few bytes that says it is this large.
pub fn png_bomb(width: u32, height: u32) -> Vec<u8> {
    let head = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let plain = png(8, 8);
    let behind = 8 + 12 + 13;
    [
        b"\x89PNG\r\n\x1a\n".as_slice(),
        &chunk(b"IHDR", &head),
        &plain[behind..],
    ]
    .concat()
}

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap();
    let named = [name.as_slice(), content].concat();
    [
        &length.to_be_bytes(),
        named.as_slice(),
        &crc32fast::hash(&named).to_be_bytes(),
    ]
    .concat()
}

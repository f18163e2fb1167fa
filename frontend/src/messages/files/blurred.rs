//! The blurred picture that stands where a picture will be.

use leptos::{html, prelude::*};
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, ImageData};

/// Paints a `ThumbHash` over the whole of its place.
#[component]
pub fn Blurred(
    /// In Base64.
    placeholder: String,
) -> impl IntoView {
    let node = NodeRef::<html::Canvas>::new();
    Effect::new(move || {
        let Some(canvas) = node.get() else { return };
        let Some((width, height, pixels)) = pixels(&placeholder) else {
            return;
        };
        canvas.set_width(width);
        canvas.set_height(height);
        let context = canvas.get_context("2d").ok().flatten();
        let context = context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok());
        let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(&pixels), width, height);
        if let (Some(context), Ok(image)) = (context, image) {
            // Without it the place stays grey.
            drop(context.put_image_data(&image, 0.0, 0.0));
        }
    });
    view! { <canvas node_ref=node class="picture-blur" width="1" height="1" aria-hidden="true"></canvas> }
}

fn pixels(placeholder: &str) -> Option<(u32, u32, Vec<u8>)> {
    // Each character is one byte.
    let hash: Vec<u8> = window()
        .atob(placeholder)
        .ok()?
        .chars()
        .filter_map(|one| u8::try_from(one).ok())
        .collect();
    // Shorter ones are none, and the crate does not ask.
    if hash.len() < 5 {
        return None;
    }
    let (width, height, pixels) = thumbhash::thumb_hash_to_rgba(&hash).ok()?;
    Some((u32::try_from(width).ok()?, u32::try_from(height).ok()?, pixels))
}

//! A plain text as its author meant it: paragraphs, lines, and addresses that can be clicked.

use leptos::prelude::*;

use crate::ui::spaces::tied;

/// The paragraphs of a text.
#[component]
pub fn Paragraphs(
    /// The text.
    text: String,
) -> impl IntoView {
    let paragraphs: Vec<String> = text
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(str::to_owned)
        .collect();
    view! {
        <div class="announcement-text">
            {paragraphs.into_iter().map(|paragraph| view! { <p>{linked(&tied(&paragraph))}</p> }).collect_view()}
        </div>
    }
}

/// Words, with links where an address stands.
fn linked(text: &str) -> Vec<AnyView> {
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            let (address, rest) = address_of(word);
            if address.is_empty() {
                return word.to_owned().into_any();
            }
            let href = address.to_owned();
            view! {
                <a href=href target="_blank" rel="noopener noreferrer nofollow">
                    {address.to_owned()}
                </a>
                {rest.to_owned()}
            }
            .into_any()
        })
        .collect()
}

/// The address at the beginning of a word, without the punctuation that follows it, and what follows.
fn address_of(word: &str) -> (&str, &str) {
    if !word.starts_with("https://") && !word.starts_with("http://") {
        return ("", word);
    }
    let address = word
        .trim_end()
        .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '»', '"']);
    word.split_at_checked(address.len()).unwrap_or(("", word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_before_the_punctuation() {
        assert_eq!(address_of("https://bokrijk.be/fr). "), ("https://bokrijk.be/fr", "). "));
        assert_eq!(address_of("javascript:alert(1)"), ("", "javascript:alert(1)"));
        assert_eq!(address_of("mot "), ("", "mot "));
    }
}

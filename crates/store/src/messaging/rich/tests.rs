//! The tree of a text: what is marked, what stays as it was typed, and that nothing is lost or slow.

use std::time::{Duration, Instant};

use domain::{
    id::{AccountId, Id},
    messaging::rich::{Block, Mention, Span},
};
use proptest::prelude::*;
use rstest::rstest;

use super::parse;

/// A tree in one line: `p(..)`, `q(..)`, `ul(..|..)`, `ol(..|..)`, `code(..)`; `*bold*`, `_italic_`, `~struck~`, `` `code` ``,
/// `[words](url)`, `@name@`, and `/` for a new line.
fn drawn(blocks: &[Block]) -> String {
    let blocks = blocks.iter().map(|block| match block {
        Block::Paragraph { spans } => format!("p({})", line(spans)),
        Block::Quote { spans } => format!("q({})", line(spans)),
        Block::List { ordered, items } => {
            let items: Vec<String> = items.iter().map(|spans| line(spans)).collect();
            format!("{}({})", if *ordered { "ol" } else { "ul" }, items.join("|"))
        }
        Block::Code { text } => format!("code({text})"),
    });
    blocks.collect::<Vec<_>>().join(" ")
}

fn line(spans: &[Span]) -> String {
    let wrap = |text: String, is: bool, sign: &str| if is { format!("{sign}{text}{sign}") } else { text };
    spans
        .iter()
        .map(|span| match span {
            Span::Text {
                text,
                bold,
                italic,
                strike,
                code,
            } => {
                let text = wrap(text.clone(), *code, "`");
                let text = wrap(text, *strike, "~");
                let text = wrap(text, *italic, "_");
                wrap(text, *bold, "*")
            }
            Span::Link { text, url } => format!("[{text}]({url})"),
            Span::Mention { name, .. } => format!("@{name}@"),
            Span::Break {} => "/".to_owned(),
        })
        .collect()
}

#[rstest]
#[case("Réunion **demain** à _9 h_", "p(Réunion *demain* à _9 h_)")]
#[case("~~mardi~~ jeudi", "p(~mardi~ jeudi)")]
#[case("**gras _et italique_**", "p(*gras **_et italique_*)")]
#[case("le mot `pomme`", "p(le mot `pomme`)")]
#[case("un\n**deux**", "p(un/*deux*)")]
#[case("un\n\n**deux**", "p(un) p(*deux*)")]
#[case("> Qui vient ?\nMoi !", "q(Qui vient ?) p(Moi !)")]
#[case("> un\n> deux", "q(un/deux)")]
#[case("- soupe\n- frites\nBon appétit", "ul(soupe|frites) p(Bon appétit)")]
#[case("Menu :\n* soupe\n* **frites**", "p(Menu :) ul(soupe|*frites*)")]
#[case("1. un\n2. deux", "ol(un|deux)")]
#[case("- a\n  - b\n  - c\n- d", "ul(a/- b/- c|d)")]
#[case("```\nlet a = *b*;\n\nb\n```", "code(let a = *b*;\n\nb)")]
#[case("[le menu](https://ecole.be/menu)", "p([le menu](https://ecole.be/menu))")]
#[case("<https://ecole.be>", "p([https://ecole.be](https://ecole.be))")]
#[case("<a@ecole.be>", "p([a@ecole.be](mailto:a@ecole.be))")]
#[case("[écrire](mailto:a@ecole.be)", "p([écrire](mailto:a@ecole.be))")]
#[case(r"\*merci\*", "p(*merci*)")]
fn it_is_written_as_in_other_chats(#[case] text: &str, #[case] tree: &str) {
    assert_eq!(drawn(&parse(text, &[])), tree, "{text}");
}

#[rstest]
#[case("Bonjour")]
#[case("Un\nDeux\n\nTrois")]
#[case("5 * 3 = 15 * 1")]
#[case("2*3*4")]
#[case("un_nom_de_fichier.pdf")]
#[case("https://ecole.be/_menu_/a*b*c")]
#[case("- 5 degrés demain")]
#[case("+ 3 personnes\n+ 2 enfants")]
#[case("2. Apporter les bottes")]
#[case("1. un\n3. trois")]
#[case("# Menu")]
#[case("Titre\n---")]
#[case("***")]
#[case("    décalé")]
#[case("~environ 20~ personnes")]
#[case("<b>gras</b>")]
#[case("<script>alert(1)</script>")]
#[case("<!-- rien -->")]
#[case("Tom &amp; Jerry < 3")]
#[case("[ref]: https://ecole.be")]
#[case("![photo](https://ecole.be/a.png)")]
#[case("[clic](javascript:alert(1))")]
#[case("[clic](data:text/html,x)")]
#[case("[clic](/messages)")]
#[case("[https://ecole.be](https://evil.example)")]
#[case("[](https://ecole.be)")]
#[case("| a | b |\n|---|---|\n| 1 | 2 |")]
#[case("[^1] note\n\n[^1]: bas")]
#[case("@Jean Dubois bonjour")]
fn whatever_else_stays_as_it_was_typed(#[case] text: &str) {
    assert_eq!(drawn(&parse(text, &[])), "", "{text}");
}

#[test]
fn no_word_is_lost_beside_what_is_marked() {
    let text = "# Titre\n**gras**\n\n[a]: https://x.be\n\n<div>x</div>\n\n![i](u) <i>y</i> &eacute;\n\n---\nfin";
    assert_eq!(
        drawn(&parse(text, &[])),
        "p(# Titre) p(*gras*) p([a]: https://x.be) p(<div>x</div>) p(![i](u) <i>y</i> &eacute;) p(---) p(fin)"
    );
}

#[test]
fn people_spoken_to_have_spans_of_their_own() {
    let jean: AccountId = Id::fresh();
    let mentions = [
        Mention {
            account_id: Some(jean),
            name: "Jean Du*bois".to_owned(),
        },
        Mention {
            account_id: None,
            name: "classe".to_owned(),
        },
    ];
    let blocks = parse("@classe, **@Jean Du*bois** et `@classe` de a@classe", &mentions);
    assert_eq!(drawn(&blocks), "p(@classe@, @Jean Du*bois@ et `@classe` de a@classe)");
    let Some(Block::Paragraph { spans }) = blocks.first() else {
        panic!("{blocks:?}")
    };
    assert!(spans.contains(&Span::Mention {
        name: "Jean Du*bois".to_owned(),
        account_id: Some(jean)
    }));
}

#[test]
fn a_text_with_too_many_pieces_is_shown_as_it_was_typed() {
    assert!(!parse(&"**a** b ".repeat(100), &[]).is_empty());
    assert!(parse(&"**a** b ".repeat(250), &[]).is_empty());
}

/// Texts that are hard on parsers.
fn hard() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("*".to_owned()),
        Just("**".to_owned()),
        Just("_".to_owned()),
        Just("~~".to_owned()),
        Just("`".to_owned()),
        Just("```\n".to_owned()),
        Just("[".to_owned()),
        Just("](".to_owned()),
        Just("](https://a.be)".to_owned()),
        Just("![".to_owned()),
        Just("<".to_owned()),
        Just("<!--".to_owned()),
        Just("<a@b.be>".to_owned()),
        Just("> ".to_owned()),
        Just("\n- ".to_owned()),
        Just("\n1. ".to_owned()),
        Just("\n\n".to_owned()),
        Just("\t".to_owned()),
        Just("\\".to_owned()),
        Just("&amp;".to_owned()),
        Just("@Jean Dubois".to_owned()),
        Just("https://a_b.be/*x*".to_owned()),
        Just("\n[a]: b\n".to_owned()),
        Just("👨‍👩‍👧‍👦é".to_owned()),
        "[a-z ]{1,8}",
        any::<char>().prop_map(String::from),
    ];
    let one = prop_oneof![
        // one piece over and over, which is what makes slow parsers slow
        (piece.clone(), 1_usize..2000).prop_map(|(piece, times)| piece.repeat(times)),
        (piece.clone(), piece.clone(), 1_usize..700).prop_map(|(a, b, times)| format!("{a}{b}").repeat(times)),
        proptest::collection::vec(piece, 0..300).prop_map(|pieces| pieces.concat()),
        ".{0,2000}",
    ];
    one.prop_map(|text| text.chars().take(2000).collect())
}

/// What a text may take; on a busy machine the best of three counts.
const LIMIT: Duration = Duration::from_millis(if cfg!(debug_assertions) { 100 } else { 10 });

proptest! {
    /// D10; `just fuzz` runs it a hundred thousand times.
    #[test]
    fn no_text_breaks_it_or_takes_long(text in hard()) {
        let mentions = [Mention { account_id: None, name: "Jean Dubois".to_owned() }];
        let mut best = Duration::MAX;
        let mut blocks = Vec::new();
        for _ in 0..3 {
            let begun = Instant::now();
            blocks = parse(&text, &mentions);
            best = best.min(begun.elapsed());
            if best <= LIMIT {
                break;
            }
        }
        prop_assert!(best <= LIMIT, "{best:?}");
        let json = serde_json::to_string(&blocks).unwrap();
        prop_assert!(json.len() <= 128 * 1024, "{} bytes", json.len());
        prop_assert!(!json.contains("javascript:"));
        // letters are never lost: whoever reads the tree reads the message
        if !blocks.is_empty() && !text.contains("](") && !text.contains("```") && !text.contains("~~~") {
            let letters = |text: &str| text.chars().filter(|letter| letter.is_ascii_lowercase()).count();
            let shown: String = drawn(&blocks);
            prop_assert!(letters(&shown) >= letters(&text), "{text:?} as {shown}");
        }
    }
}

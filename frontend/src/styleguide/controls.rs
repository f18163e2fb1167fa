//! Buttons, fields, choices.

use leptos::prelude::*;

use super::Specimen;
use crate::ui::{
    button::{Button, Look},
    checkbox::Checkbox,
    chip_picker::ChipPicker,
    icon::Glyph,
    icon_button::IconButton,
    link_button::LinkButton,
    password_field::{PasswordField, PasswordKind},
    progress::Progress,
    segmented::{Choice, Segmented},
    select::Select,
    steps::Steps,
    tabs::Tabs,
    text_field::{TextField, TextKind},
};

/// What is pressed and filled in.
#[component]
pub fn Controls() -> impl IntoView {
    view! {
        <Buttons />
        <Fields />
        <Choices />
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let pressed = RwSignal::new(false);
    view! {
        <Specimen name="Button, LinkButton, IconButton">
            <div class="cluster">
                <Button on_press=|()| ()>"First"</Button>
                <Button look=Look::Second on_press=|()| ()>"Second"</Button>
                <Button look=Look::Quiet on_press=|()| ()>"Quiet"</Button>
                <Button look=Look::Danger glyph=Glyph::Trash2 on_press=|()| ()>"Danger"</Button>
                <Button busy=true on_press=|()| ()>"Busy"</Button>
                <Button disabled=true on_press=|()| ()>"Disabled"</Button>
                <Button look=Look::Second glyph=Glyph::Plus on_press=|()| ()>"With an icon"</Button>
                <LinkButton href="/styleguide" look=Look::Second>"A link"</LinkButton>
                <IconButton glyph=Glyph::Search label="Search" on_press=|()| () />
                <IconButton
                    glyph=move || if pressed.get() { Glyph::EyeOff } else { Glyph::Eye }
                    label="Show"
                    pressed=move || Some(pressed.get())
                    on_press=move |()| pressed.update(|pressed| *pressed = !*pressed)
                />
                <IconButton glyph=Glyph::Pencil label="Disabled" disabled=true on_press=|()| () />
            </div>
            <Button wide=true on_press=|()| ()>"Wide"</Button>
        </Specimen>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let text = |words: &str| RwSignal::new(words.to_owned());
    let wrong = |words: &str| Signal::stored(Some(words.to_owned()));
    let options = Signal::stored(vec![
        ("parent".to_owned(), "Parent".to_owned()),
        ("grandparent".to_owned(), "Grand-parent".to_owned()),
    ]);
    view! {
        <Specimen name="TextField, PasswordField, Select, Checkbox">
            <div class="columns">
                <div class="stack">
                    <TextField label="First name" kind=TextKind::Plain value=text("Marie") />
                    <TextField label="GSM" kind=TextKind::Phone optional=true hint="Only your contacts see it." value=text("") />
                    <TextField label="E-mail" kind=TextKind::Email value=text("marie@example") error=wrong("This is not an e-mail address.") />
                    <TextField label="Code" kind=TextKind::Code value=text("K7MF-3QXA") />
                    <TextField label="Cannot be changed" value=text("marie@example.be") disabled=true />
                </div>
                <div class="stack">
                    <PasswordField label="Password" kind=PasswordKind::Known value=text("quatre moutons") />
                    <PasswordField label="New password" kind=PasswordKind::New hint="At least 12 characters." value=text("quatre moutons verts") />
                    <Select label="Relationship" options=options value=text("parent") />
                    <Checkbox checked=RwSignal::new(true) label="Photos allowed" hint="You may change it at any time." />
                    <Checkbox checked=RwSignal::new(false) label="Not checked" />
                </div>
            </div>
        </Specimen>
    }
}

#[component]
fn Choices() -> impl IntoView {
    let classes: Vec<(u8, String)> = ["M1", "M2", "M3", "P1", "P2", "P3", "P4", "P5", "P6"]
        .iter()
        .zip(0..)
        .map(|(name, n)| (n, (*name).to_owned()))
        .collect();
    let (chosen, open) = (RwSignal::new(0_u8), RwSignal::new(0_usize));
    let options = vec![
        Choice::new(0_u8, Signal::stored("With the code".to_owned())),
        Choice::new(1_u8, Signal::stored("Without".to_owned())),
    ];
    let tabs = vec![
        Signal::stored("Requests".to_owned()),
        Signal::stored("Children and codes".to_owned()),
    ];
    view! {
        <Specimen name="Segmented, ChipPicker, Tabs, Steps, Progress">
            <Segmented label="How" options=options chosen=chosen on_choice=move |now| chosen.set(now) />
            <ChipPicker label="Class" options=Signal::stored(classes.clone()) chosen=RwSignal::new(Some(5_u8)) />
            <ChipPicker
                label="Class, not chosen"
                options=Signal::stored(classes)
                chosen=RwSignal::new(None)
                error=Signal::stored(Some("Choose a class.".to_owned()))
            />
            <Tabs label="Example" tabs=tabs chosen=open>
                <p>{move || format!("Sheet {}", open.get() + 1)}</p>
            </Tabs>
            <Steps now=2_u32 count=4 />
            <Progress label="Sending" done=3_u32 of=5_u32 />
        </Specimen>
    }
}

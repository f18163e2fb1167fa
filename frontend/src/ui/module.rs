//! Each module of the product owns one colour: its divider tab, its page's line, its icon in the rail.

/// A module, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Module {
    /// Messages: petrol.
    Messages,
    /// Mutual help: ochre.
    Entraide,
    /// Events: brick.
    Events,
    /// Shop: plum.
    Shop,
    /// Education, children and classes: green.
    Education,
    /// Announcements and the school's office: blue.
    Announcements,
    /// Something that goes wrong or is final: red.
    Danger,
    /// No module: quiet paper.
    #[default]
    Plain,
}

impl Module {
    /// Every module, for the style guide.
    pub const ALL: &[Self] = &[
        Self::Messages,
        Self::Entraide,
        Self::Events,
        Self::Shop,
        Self::Education,
        Self::Announcements,
        Self::Danger,
        Self::Plain,
    ];

    /// The colours of people's circles.
    const PEOPLE: &[Self] = &[
        Self::Messages,
        Self::Entraide,
        Self::Events,
        Self::Shop,
        Self::Education,
        Self::Announcements,
    ];

    /// The class that sets its colours, `--c` and `--t`.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Messages => "module-messages",
            Self::Entraide => "module-entraide",
            Self::Events => "module-events",
            Self::Shop => "module-shop",
            Self::Education => "module-education",
            Self::Announcements => "module-announcements",
            Self::Danger => "module-danger",
            Self::Plain => "module-plain",
        }
    }

    /// The colour of a person or a room: always the same for the same id, so that faces are found again by colour.
    pub fn of_id(bytes: &[u8]) -> Self {
        // The first bytes of our ids are a clock; the last ones are random.
        let last = bytes.last().copied().map_or(0, usize::from);
        Self::PEOPLE.get(last % Self::PEOPLE.len()).copied().unwrap_or_default()
    }
}

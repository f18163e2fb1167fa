//! Who tries: the columns of the table.

/// Somebody who tries a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identity {
    /// Nobody: no session.
    Anonymous,
    /// Registered, but the link of the mail was not clicked: there is no session to show.
    Unverified,
    /// A parent whose membership waits for the school.
    Pending,
    /// A parent whom the school has suspended.
    Suspended,
    /// A parent of the class.
    Parent,
    /// The other guardian of the same child.
    CoGuardian,
    /// A parent of another class.
    OtherParent,
    /// A guardian whose link to the child has ended.
    Former,
    /// The teacher of the class.
    Teacher,
    /// The teacher of another class.
    OtherTeacher,
    /// The direction.
    Direction,
    /// An admin.
    Admin,
    /// The admin of another school.
    Foreigner,
    /// A personal access token of the admin, without the scope that the call needs.
    Token,
}

impl Identity {
    /// Everybody, in the order of the columns.
    pub const ALL: [Self; 14] = [
        Self::Anonymous,
        Self::Unverified,
        Self::Pending,
        Self::Suspended,
        Self::Parent,
        Self::CoGuardian,
        Self::OtherParent,
        Self::Former,
        Self::Teacher,
        Self::OtherTeacher,
        Self::Direction,
        Self::Admin,
        Self::Foreigner,
        Self::Token,
    ];

    /// The head of the column.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Unverified => "unverified",
            Self::Pending => "pending parent",
            Self::Suspended => "suspended parent",
            Self::Parent => "parent of the class",
            Self::CoGuardian => "co-guardian",
            Self::OtherParent => "parent of another class",
            Self::Former => "former guardian",
            Self::Teacher => "teacher of the class",
            Self::OtherTeacher => "other teacher",
            Self::Direction => "direction",
            Self::Admin => "admin",
            Self::Foreigner => "admin of another school",
            Self::Token => "token without the scope",
        }
    }

    /// Whether the person belongs to the other school.
    pub const fn is_foreign(self) -> bool {
        matches!(self, Self::Foreigner)
    }
}

/// Whose thing a call is about: the lines of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// That of the class, the child and the family that the columns speak of; or of the person who asks, where it is theirs alone.
    Own,
    /// That of another class, child and family of the school.
    Other,
    /// That of another school.
    Foreign,
    /// Nothing: an id that nobody has.
    Missing,
}

impl Target {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Own, Self::Other, Self::Foreign, Self::Missing];

    /// The word in the table.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Other => "other",
            Self::Foreign => "foreign",
            Self::Missing => "missing",
        }
    }
}

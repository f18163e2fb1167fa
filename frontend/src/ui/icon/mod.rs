//! Icons beside labels.

mod lines;

use leptos::prelude::*;

use self::lines::LINES;

/// An icon of the set; the names are Lucide's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// `megaphone`
    Megaphone,
    /// `house`
    House,
    /// `message-circle`
    MessageCircle,
    /// `user`
    User,
    /// `settings`
    Settings,
    /// `shield-check`
    ShieldCheck,
    /// `menu`
    Menu,
    /// `chevron-right`
    ChevronRight,
    /// `arrow-left`
    ArrowLeft,
    /// `check`
    Check,
    /// `check-check`
    CheckCheck,
    /// `clock`
    Clock,
    /// `wifi-off`
    WifiOff,
    /// `triangle-alert`
    TriangleAlert,
    /// `info`
    Info,
    /// `circle-check`
    CircleCheck,
    /// `circle-alert`
    CircleAlert,
    /// `eye`
    Eye,
    /// `eye-off`
    EyeOff,
    /// `plus`
    Plus,
    /// `send`
    Send,
    /// `log-out`
    LogOut,
    /// `trash-2`
    Trash2,
    /// `pencil`
    Pencil,
    /// `key-round`
    KeyRound,
    /// `users`
    Users,
    /// `user-plus`
    UserPlus,
    /// `school`
    School,
    /// `sun`
    Sun,
    /// `moon`
    Moon,
    /// `monitor`
    Monitor,
    /// `copy`
    Copy,
    /// `refresh-cw`
    RefreshCw,
    /// `mail`
    Mail,
    /// `search`
    Search,
    /// `hourglass`
    Hourglass,
    /// `smartphone`
    Smartphone,
    /// `laptop`
    Laptop,
    /// `arrow-down`
    ArrowDown,
    /// `baby`
    Baby,
    /// `reply`
    Reply,
    /// `history`
    History,
    /// `forward`
    Forward,
    /// `ellipsis`
    Ellipsis,
    /// `x`
    X,
    /// `languages`
    Languages,
    /// `printer`
    Printer,
    /// `lock`
    Lock,
    /// `paperclip`
    Paperclip,
    /// `camera`
    Camera,
    /// `file-text`
    FileText,
    /// `download`
    Download,
    /// `chevron-left`
    ChevronLeft,
    /// `flag`
    Flag,
    /// `pin`
    Pin,
    /// `bell-off`
    BellOff,
    /// `archive`
    Archive,
    /// `ban`
    Ban,
    /// `hand-heart`
    HandHeart,
    /// `heart`
    Heart,
    /// `arrow-left-right`
    ArrowLeftRight,
    /// `chart-column`
    ChartColumn,
    /// `pause`
    Pause,
}

impl Glyph {
    /// Every icon, for the style guide.
    pub fn all() -> impl Iterator<Item = Self> {
        LINES.iter().map(|(glyph, _)| *glyph)
    }

    fn path(self) -> &'static str {
        LINES.get(self as usize).map_or("", |(_, path)| *path)
    }
}

/// An icon beside a label. It is hidden from screen readers: the label says it.
#[component]
pub fn Icon(
    /// Which one.
    #[prop(into)]
    glyph: Signal<Glyph>,
) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true" focusable="false" viewBox="0 0 24 24">
            <path d=move || glyph.get().path()></path>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_stands_at_its_place() {
        let places: Vec<usize> = Glyph::all().map(|glyph| glyph as usize).collect();
        assert_eq!(places, (0..=Glyph::Pause as usize).collect::<Vec<_>>());
    }
}

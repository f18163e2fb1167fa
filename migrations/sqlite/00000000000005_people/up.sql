-- What one person decides: about a conversation in their list, about whom they hear, about what others see of them; and one-use tickets.
-- Twin of ../../postgres/00000000000005_people; tests compare the two.

-- A conversation in one member's list. No row: nothing was decided.
CREATE TABLE room_settings (
    conversation_id BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- the year 9999 is for good
    muted_until TEXT,
    -- how many messages there were when it was put away: one more brings it back, without anybody writing here
    archived_number INTEGER CHECK (archived_number >= 0),
    is_pinned INTEGER NOT NULL CHECK (is_pinned IN (0, 1)),
    is_marked_unread INTEGER NOT NULL CHECK (is_marked_unread IN (0, 1)),
    level TEXT NOT NULL CHECK (level IN ('all', 'mentions', 'none')),
    PRIMARY KEY (conversation_id, account_id)
) STRICT;
CREATE INDEX room_settings_of_account ON room_settings (account_id);

-- Who does not want to hear from whom. It counts in both directions, in every school.
CREATE TABLE blocks (
    blocker_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    blocked_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    PRIMARY KEY (blocker_id, blocked_id),
    CHECK (blocker_id <> blocked_id)
) STRICT;
CREATE INDEX blocks_of_blocked ON blocks (blocked_id);

-- Who would like to write to somebody with whom they share no class. Accepted, it is the tie between the two.
CREATE TABLE contact_requests (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    school_id BLOB NOT NULL REFERENCES schools (id),
    from_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- absent when nobody was found: to who asked it looks the same
    to_id BLOB REFERENCES accounts (id) ON DELETE CASCADE,
    -- what was typed, an address or a code; absent when the person was chosen by name
    asked TEXT CHECK (length(asked) BETWEEN 1 AND 255),
    note TEXT CHECK (length(note) BETWEEN 1 AND 300),
    status TEXT NOT NULL CHECK (status IN ('pending', 'accepted', 'declined', 'withdrawn')),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    decided_at TEXT,
    CHECK (to_id <> from_id)
) STRICT;
CREATE INDEX contact_requests_from ON contact_requests (from_id, created_at);
CREATE INDEX contact_requests_to ON contact_requests (to_id, status);

-- One-use tickets for a socket of somebody who cannot show a header: half a minute, kept as a hash.
CREATE TABLE ws_tickets (
    ticket_hash BLOB PRIMARY KEY NOT NULL,
    session_id BLOB NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX ws_tickets_of_session ON ws_tickets (session_id);

-- Whether others see what I have read, and whether and how they see that I am here; off until somebody says so (T12).
ALTER TABLE accounts ADD COLUMN read_receipts INTEGER NOT NULL DEFAULT 1 CHECK (read_receipts IN (0, 1));
ALTER TABLE accounts ADD COLUMN presence_shown TEXT NOT NULL DEFAULT 'off' CHECK (presence_shown IN ('off', 'contacts'));
ALTER TABLE accounts ADD COLUMN presence_state TEXT NOT NULL DEFAULT 'online' CHECK (presence_state IN ('online', 'away', 'busy', 'invisible'));
-- when a device of theirs last said that somebody sits before it; kept only of those who show it
ALTER TABLE accounts ADD COLUMN seen_at TEXT;
-- what one gives to somebody who is to find one
ALTER TABLE accounts ADD COLUMN contact_code TEXT CHECK (length(contact_code) <= 20);
CREATE UNIQUE INDEX accounts_contact_code ON accounts (contact_code);

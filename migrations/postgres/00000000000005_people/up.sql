-- What one person decides: about a conversation in their list, about whom they hear, about what others see of them; and one-use tickets.
-- Twin of ../../sqlite/00000000000005_people; tests compare the two.

-- A conversation in one member's list. No row: nothing was decided.
CREATE TABLE room_settings (
    conversation_id UUID NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- the year 9999 is for good
    muted_until TIMESTAMP,
    -- how many messages there were when it was put away: one more brings it back, without anybody writing here
    archived_number BIGINT CHECK (archived_number >= 0),
    is_pinned BOOLEAN NOT NULL,
    is_marked_unread BOOLEAN NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('all', 'mentions', 'none')),
    PRIMARY KEY (conversation_id, account_id)
);
CREATE INDEX room_settings_of_account ON room_settings (account_id);

-- Who does not want to hear from whom. It counts in both directions, in every school.
CREATE TABLE blocks (
    blocker_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    blocked_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (blocker_id, blocked_id),
    CHECK (blocker_id <> blocked_id)
);
CREATE INDEX blocks_of_blocked ON blocks (blocked_id);

-- Who would like to write to somebody with whom they share no class. Accepted, it is the tie between the two.
CREATE TABLE contact_requests (
    id UUID PRIMARY KEY,
    school_id UUID NOT NULL REFERENCES schools (id),
    from_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- absent when nobody was found: to who asked it looks the same
    to_id UUID REFERENCES accounts (id) ON DELETE CASCADE,
    -- what was typed, an address or a code; absent when the person was chosen by name
    asked TEXT CHECK (length(asked) BETWEEN 1 AND 255),
    note TEXT CHECK (length(note) BETWEEN 1 AND 300),
    status TEXT NOT NULL CHECK (status IN ('pending', 'accepted', 'declined', 'withdrawn')),
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    decided_at TIMESTAMP,
    CHECK (to_id <> from_id)
);
CREATE INDEX contact_requests_from ON contact_requests (from_id, created_at);
CREATE INDEX contact_requests_to ON contact_requests (to_id, status);

-- One-use tickets for a socket of somebody who cannot show a header: half a minute, kept as a hash.
CREATE TABLE ws_tickets (
    ticket_hash BYTEA PRIMARY KEY,
    session_id UUID NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX ws_tickets_of_session ON ws_tickets (session_id);

-- Whether others see what I have read, and whether and how they see that I am here; off until somebody says so (T12).
ALTER TABLE accounts ADD COLUMN read_receipts BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE accounts ADD COLUMN presence_shown TEXT NOT NULL DEFAULT 'off' CHECK (presence_shown IN ('off', 'contacts'));
ALTER TABLE accounts ADD COLUMN presence_state TEXT NOT NULL DEFAULT 'online' CHECK (presence_state IN ('online', 'away', 'busy', 'invisible'));
-- when a device of theirs last said that somebody sits before it; kept only of those who show it
ALTER TABLE accounts ADD COLUMN seen_at TIMESTAMP;
-- what one gives to somebody who is to find one
ALTER TABLE accounts ADD COLUMN contact_code TEXT COLLATE "C" CHECK (length(contact_code) <= 20);
CREATE UNIQUE INDEX accounts_contact_code ON accounts (contact_code);

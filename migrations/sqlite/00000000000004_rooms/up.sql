-- Rooms of every kind, and messages that change: an edit, a deletion or a reaction takes a place of its own in the order of the room.
-- Twin of ../../postgres/00000000000004_rooms; tests compare the two.
DROP VIEW room_members;
DROP INDEX conversations_of_school;

CREATE TABLE new_conversations (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    school_id BLOB NOT NULL REFERENCES schools (id),
    kind TEXT NOT NULL CHECK (kind IN ('direct', 'group', 'class', 'announcement', 'support', 'public')),
    class_id BLOB UNIQUE REFERENCES classes (id),
    pair_low BLOB REFERENCES accounts (id),
    pair_high BLOB REFERENCES accounts (id),
    -- the household, or the account without one, whose inbox at the office a support room is; no key, because it is one of two tables
    support_of BLOB CHECK (length(support_of) = 16),
    title TEXT CHECK (length(title) BETWEEN 1 AND 80),
    slug TEXT CHECK (length(slug) BETWEEN 1 AND 80),
    description TEXT CHECK (length(description) <= 500),
    -- a file (migration 6 has the table)
    picture_id BLOB CHECK (length(picture_id) = 16),
    -- no parent is ever in it, whatever `participants` says: the view sees to that
    staff_only INTEGER NOT NULL DEFAULT 0 CHECK (staff_only IN (0, 1)),
    -- who may write: everybody in it, or staff only
    posting TEXT NOT NULL DEFAULT 'everyone' CHECK (posting IN ('everyone', 'staff')),
    slow_mode_seconds INTEGER NOT NULL DEFAULT 0 CHECK (slow_mode_seconds BETWEEN 0 AND 86400),
    created_by BLOB REFERENCES accounts (id) ON DELETE SET NULL,
    -- nothing is written in it any more
    closed_at TEXT,
    -- places taken: messages and changes
    last_seq INTEGER NOT NULL CHECK (last_seq >= 0),
    -- messages among them
    last_number INTEGER NOT NULL CHECK (last_number BETWEEN 0 AND last_seq),
    members_version INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    last_message_at TEXT,
    created_at TEXT NOT NULL,
    UNIQUE (school_id, pair_low, pair_high),
    UNIQUE (school_id, slug),
    UNIQUE (school_id, support_of),
    CHECK ((kind = 'class') = (class_id IS NOT NULL)),
    CHECK ((kind = 'direct') = (pair_low IS NOT NULL AND pair_high IS NOT NULL)),
    CHECK ((kind = 'support') = (support_of IS NOT NULL)),
    CHECK ((kind = 'public') = (slug IS NOT NULL)),
    CHECK ((kind IN ('group', 'announcement', 'public')) = (title IS NOT NULL)),
    CHECK (pair_low < pair_high)
) STRICT;
INSERT INTO new_conversations (id, school_id, kind, class_id, pair_low, pair_high, last_seq, last_number, members_version, last_message_at, created_at)
SELECT id, school_id, kind, class_id, pair_low, pair_high, last_seq, last_seq, members_version, last_message_at, created_at FROM conversations;
DROP TABLE conversations;
ALTER TABLE new_conversations RENAME TO conversations;
CREATE INDEX conversations_of_kind ON conversations (school_id, kind);
-- those who share the inboxes of families
CREATE INDEX memberships_of_office ON memberships (school_id, status, role, account_id);

ALTER TABLE participants ADD COLUMN role TEXT NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'moderator', 'member'));
ALTER TABLE participants ADD COLUMN added_by BLOB REFERENCES accounts (id) ON DELETE SET NULL;
ALTER TABLE participants ADD COLUMN added_at TEXT;

-- the number of the message that the read mark stands at: what is unread is a difference
ALTER TABLE marks ADD COLUMN last_read_number INTEGER NOT NULL DEFAULT 0 CHECK (last_read_number BETWEEN 0 AND last_read_seq);
UPDATE marks SET last_read_number = last_read_seq;

CREATE TABLE new_messages (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    conversation_id BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL CHECK (seq >= 1),
    -- how many messages there are up to this place: changes do not count
    number INTEGER NOT NULL CHECK (number BETWEEN 0 AND seq),
    sender_id BLOB REFERENCES accounts (id) ON DELETE SET NULL,
    sender_name TEXT NOT NULL CHECK (length(sender_name) <= 201),
    sender_role TEXT NOT NULL CHECK (sender_role IN ('parent', 'teacher', 'direction', 'admin', 'student')),
    kind TEXT NOT NULL CHECK (kind IN ('text', 'image', 'file', 'system', 'poll', 'change')),
    -- a change: what was done, and to which message
    change TEXT CHECK (change IN ('edited', 'deleted', 'reacted', 'voted', 'pinned', 'answered', 'hidden', 'restored', 'closed')),
    target_id BLOB REFERENCES messages (id) ON DELETE CASCADE,
    -- of a deleted or hidden message nothing; of a system message a small JSON document
    content TEXT NOT NULL,
    reply_to BLOB REFERENCES messages (id) ON DELETE SET NULL,
    is_forwarded INTEGER NOT NULL DEFAULT 0 CHECK (is_forwarded IN (0, 1)),
    client_msg_id BLOB NOT NULL,
    -- the place of the last change of this message, its own at first
    changed_seq INTEGER NOT NULL CHECK (changed_seq >= seq),
    edited_at TEXT,
    deleted_at TEXT,
    hidden_at TEXT,
    pinned_at TEXT,
    answered_at TEXT,
    created_at TEXT NOT NULL,
    UNIQUE (conversation_id, seq),
    UNIQUE (conversation_id, sender_id, client_msg_id),
    CHECK ((kind = 'change') = (change IS NOT NULL)),
    CHECK ((kind = 'change') = (target_id IS NOT NULL))
) STRICT;
INSERT INTO new_messages (id, conversation_id, seq, number, sender_id, sender_name, sender_role, kind, content, reply_to, client_msg_id,
    changed_seq, created_at)
SELECT id, conversation_id, seq, seq, sender_id, sender_name, sender_role, kind, content, reply_to, client_msg_id, seq, created_at FROM messages;
DROP TABLE messages;
ALTER TABLE new_messages RENAME TO messages;
CREATE INDEX messages_of_target ON messages (target_id) WHERE target_id IS NOT NULL;
CREATE INDEX messages_of_sender ON messages (sender_id, created_at);

CREATE VIEW room_members AS
SELECT p.conversation_id, p.account_id
FROM participants p
CROSS JOIN conversations c ON c.id = p.conversation_id
JOIN memberships m ON m.account_id = p.account_id AND m.school_id = c.school_id AND m.status = 'active'
    AND (NOT c.staff_only OR m.role IN ('teacher', 'direction', 'admin'))
JOIN accounts a ON a.id = p.account_id AND a.is_active
UNION
SELECT c.id AS conversation_id, g.account_id
FROM conversations c
JOIN enrolments e ON e.class_id = c.class_id AND e.ended_at IS NULL
JOIN guardian_links g ON g.child_id = e.child_id AND g.status = 'confirmed' AND g.in_force AND g.may_chat
CROSS JOIN memberships m ON m.account_id = g.account_id AND m.school_id = c.school_id AND m.status = 'active'
JOIN accounts a ON a.id = g.account_id AND a.is_active
UNION
SELECT c.id AS conversation_id, s.account_id
FROM conversations c
JOIN staff_assignments s ON s.class_id = c.class_id AND s.ended_at IS NULL
CROSS JOIN memberships m ON m.account_id = s.account_id AND m.school_id = c.school_id AND m.status = 'active'
    AND m.role IN ('teacher', 'direction', 'admin')
JOIN accounts a ON a.id = s.account_id AND a.is_active
UNION
SELECT c.id AS conversation_id, m.account_id
FROM memberships m
JOIN conversations c ON c.school_id = m.school_id AND c.kind = 'support'
JOIN accounts a ON a.id = m.account_id AND a.is_active
WHERE m.status = 'active' AND m.role IN ('direction', 'admin');

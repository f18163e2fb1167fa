-- Rooms of every kind, and messages that change: an edit, a deletion or a reaction takes a place of its own in the order of the room.
-- Twin of ../../sqlite/00000000000004_rooms; tests compare the two.
DROP VIEW room_members;

ALTER TABLE conversations DROP CONSTRAINT conversations_kind_check;
ALTER TABLE conversations ADD CONSTRAINT conversations_kind_check CHECK (kind IN ('direct', 'group', 'class', 'announcement', 'support', 'public'));
-- the household, or the account without one, whose inbox at the office a support room is; no key, because it is one of two tables
ALTER TABLE conversations ADD COLUMN support_of UUID;
ALTER TABLE conversations ADD COLUMN title TEXT CHECK (length(title) BETWEEN 1 AND 80);
ALTER TABLE conversations ADD COLUMN slug TEXT COLLATE "C" CHECK (length(slug) BETWEEN 1 AND 80);
ALTER TABLE conversations ADD COLUMN description TEXT CHECK (length(description) <= 500);
-- a file (migration 6 has the table)
ALTER TABLE conversations ADD COLUMN picture_id UUID;
-- no parent is ever in it, whatever `participants` says: the view sees to that
ALTER TABLE conversations ADD COLUMN staff_only BOOLEAN NOT NULL DEFAULT FALSE;
-- who may write: everybody in it, or staff only
ALTER TABLE conversations ADD COLUMN posting TEXT NOT NULL DEFAULT 'everyone' CHECK (posting IN ('everyone', 'staff'));
ALTER TABLE conversations ADD COLUMN slow_mode_seconds INTEGER NOT NULL DEFAULT 0 CHECK (slow_mode_seconds BETWEEN 0 AND 86400);
ALTER TABLE conversations ADD COLUMN created_by UUID REFERENCES accounts (id) ON DELETE SET NULL;
-- nothing is written in it any more
ALTER TABLE conversations ADD COLUMN closed_at TIMESTAMP;
-- `last_seq` are the places taken, messages and changes; these are the messages among them
ALTER TABLE conversations ADD COLUMN last_number BIGINT NOT NULL DEFAULT 0;
UPDATE conversations SET last_number = last_seq;
ALTER TABLE conversations ALTER COLUMN last_number DROP DEFAULT;
ALTER TABLE conversations ADD CHECK (last_number BETWEEN 0 AND last_seq);
ALTER TABLE conversations ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE conversations ADD UNIQUE (school_id, slug);
ALTER TABLE conversations ADD UNIQUE (school_id, support_of);
ALTER TABLE conversations ADD CHECK ((kind = 'support') = (support_of IS NOT NULL));
ALTER TABLE conversations ADD CHECK ((kind = 'public') = (slug IS NOT NULL));
ALTER TABLE conversations ADD CHECK ((kind IN ('group', 'announcement', 'public')) = (title IS NOT NULL));
DROP INDEX conversations_of_school;
CREATE INDEX conversations_of_kind ON conversations (school_id, kind);
-- those who share the inboxes of families
CREATE INDEX memberships_of_office ON memberships (school_id, status, role, account_id);

ALTER TABLE participants ADD COLUMN role TEXT NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'moderator', 'member'));
ALTER TABLE participants ADD COLUMN added_by UUID REFERENCES accounts (id) ON DELETE SET NULL;
ALTER TABLE participants ADD COLUMN added_at TIMESTAMP;

-- the number of the message that the read mark stands at: what is unread is a difference
ALTER TABLE marks ADD COLUMN last_read_number BIGINT NOT NULL DEFAULT 0;
UPDATE marks SET last_read_number = last_read_seq;
ALTER TABLE marks ADD CHECK (last_read_number BETWEEN 0 AND last_read_seq);

ALTER TABLE messages DROP CONSTRAINT messages_kind_check;
ALTER TABLE messages ADD CONSTRAINT messages_kind_check CHECK (kind IN ('text', 'image', 'file', 'system', 'poll', 'change'));
-- how many messages there are up to this place: changes do not count
ALTER TABLE messages ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
-- a change: what was done, and to which message
ALTER TABLE messages ADD COLUMN change TEXT CHECK (change IN ('edited', 'deleted', 'reacted', 'voted', 'pinned', 'answered', 'hidden', 'restored', 'closed'));
ALTER TABLE messages ADD COLUMN target_id UUID REFERENCES messages (id) ON DELETE CASCADE;
-- `content`: of a deleted or hidden message nothing; of a system message a small JSON document
ALTER TABLE messages ADD COLUMN is_forwarded BOOLEAN NOT NULL DEFAULT FALSE;
-- the place of the last change of this message, its own at first
ALTER TABLE messages ADD COLUMN changed_seq BIGINT NOT NULL DEFAULT 0;
UPDATE messages SET number = seq, changed_seq = seq;
ALTER TABLE messages ALTER COLUMN number DROP DEFAULT;
ALTER TABLE messages ALTER COLUMN changed_seq DROP DEFAULT;
ALTER TABLE messages ADD CHECK (number BETWEEN 0 AND seq);
ALTER TABLE messages ADD CHECK (changed_seq >= seq);
ALTER TABLE messages ADD COLUMN edited_at TIMESTAMP;
ALTER TABLE messages ADD COLUMN deleted_at TIMESTAMP;
ALTER TABLE messages ADD COLUMN hidden_at TIMESTAMP;
ALTER TABLE messages ADD COLUMN pinned_at TIMESTAMP;
ALTER TABLE messages ADD COLUMN answered_at TIMESTAMP;
ALTER TABLE messages ADD CHECK ((kind = 'change') = (change IS NOT NULL));
ALTER TABLE messages ADD CHECK ((kind = 'change') = (target_id IS NOT NULL));
CREATE INDEX messages_of_target ON messages (target_id) WHERE target_id IS NOT NULL;
CREATE INDEX messages_of_sender ON messages (sender_id, created_at);

CREATE VIEW room_members AS
SELECT p.conversation_id, p.account_id
FROM participants p
JOIN conversations c ON c.id = p.conversation_id
JOIN memberships m ON m.account_id = p.account_id AND m.school_id = c.school_id AND m.status = 'active'
    AND (NOT c.staff_only OR m.role IN ('teacher', 'direction', 'admin'))
JOIN accounts a ON a.id = p.account_id AND a.is_active
UNION
SELECT c.id AS conversation_id, g.account_id
FROM conversations c
JOIN enrolments e ON e.class_id = c.class_id AND e.ended_at IS NULL
JOIN guardian_links g ON g.child_id = e.child_id AND g.status = 'confirmed' AND g.in_force AND g.may_chat
JOIN memberships m ON m.account_id = g.account_id AND m.school_id = c.school_id AND m.status = 'active'
JOIN accounts a ON a.id = g.account_id AND a.is_active
UNION
SELECT c.id AS conversation_id, s.account_id
FROM conversations c
JOIN staff_assignments s ON s.class_id = c.class_id AND s.ended_at IS NULL
JOIN memberships m ON m.account_id = s.account_id AND m.school_id = c.school_id AND m.status = 'active'
    AND m.role IN ('teacher', 'direction', 'admin')
JOIN accounts a ON a.id = s.account_id AND a.is_active
UNION
SELECT c.id AS conversation_id, m.account_id
FROM memberships m
JOIN conversations c ON c.school_id = m.school_id AND c.kind = 'support'
JOIN accounts a ON a.id = m.account_id AND a.is_active
WHERE m.status = 'active' AND m.role IN ('direction', 'admin');

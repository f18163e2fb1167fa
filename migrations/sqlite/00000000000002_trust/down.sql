-- Personal tokens and suspensions have no place in the tables of before: tokens go, the suspended are ended.
DROP VIEW room_members;
DROP TABLE merged_children;
DROP TABLE school_modules;
DROP TABLE idempotency_keys;
DROP TABLE throttles;
DROP TABLE audit_entries;

CREATE TABLE old_email_tokens (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    token_hash BLOB NOT NULL UNIQUE,
    school_id BLOB NOT NULL REFERENCES schools (id),
    email TEXT NOT NULL CHECK (length(email) <= 255),
    email_key TEXT NOT NULL CHECK (length(email_key) <= 255),
    password_hash TEXT NOT NULL,
    first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 100),
    last_name TEXT NOT NULL CHECK (length(last_name) BETWEEN 1 AND 100),
    locale TEXT NOT NULL CHECK (locale IN ('fr', 'nl', 'en')),
    failed_tries INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT;
INSERT INTO old_email_tokens SELECT id, token_hash, school_id, email, email_key, password_hash, first_name, last_name, locale, failed_tries,
    created_at, expires_at, used_at FROM email_tokens;
DROP TABLE email_tokens;
ALTER TABLE old_email_tokens RENAME TO email_tokens;
CREATE INDEX email_tokens_of_address ON email_tokens (email_key);
DROP TABLE invitations;
DROP TABLE recovery_codes;
DROP TABLE second_factors;
DROP TABLE account_links;

CREATE TABLE old_sessions (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    school_id BLOB NOT NULL REFERENCES schools (id),
    kind TEXT NOT NULL CHECK (kind IN ('bearer', 'cookie')),
    secret_hash BLOB UNIQUE,
    device TEXT NOT NULL CHECK (length(device) <= 100),
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT
) STRICT;
INSERT INTO old_sessions SELECT id, account_id, school_id, kind, secret_hash, device, created_at, last_seen_at, expires_at, revoked_at
FROM sessions WHERE kind <> 'personal';
DROP TABLE sessions;
ALTER TABLE old_sessions RENAME TO sessions;
CREATE INDEX sessions_of_account ON sessions (account_id, last_seen_at);

CREATE TABLE old_memberships (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    school_id BLOB NOT NULL REFERENCES schools (id),
    account_id BLOB NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL CHECK (role IN ('parent', 'teacher', 'direction', 'admin', 'student')),
    status TEXT NOT NULL CHECK (status IN ('pending', 'active', 'refused', 'ended')),
    created_at TEXT NOT NULL,
    decided_at TEXT,
    decided_by BLOB REFERENCES accounts (id),
    UNIQUE (account_id, school_id)
) STRICT;
INSERT INTO old_memberships SELECT id, school_id, account_id, role, CASE status WHEN 'suspended' THEN 'ended' ELSE status END,
    created_at, decided_at, decided_by FROM memberships;
DROP TABLE memberships;
ALTER TABLE old_memberships RENAME TO memberships;
CREATE INDEX memberships_of_school ON memberships (school_id, status, created_at);
DROP TABLE households;

CREATE TABLE old_guardian_links (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    school_id BLOB NOT NULL REFERENCES schools (id),
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    child_id BLOB NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    relationship TEXT NOT NULL CHECK (relationship IN ('parent', 'step_parent', 'grandparent', 'guardian', 'other')),
    status TEXT NOT NULL CHECK (status IN ('pending', 'confirmed', 'refused', 'ended')),
    may_know INTEGER NOT NULL CHECK (may_know IN (0, 1)),
    may_chat INTEGER NOT NULL CHECK (may_chat IN (0, 1)),
    may_sign INTEGER NOT NULL CHECK (may_sign IN (0, 1)),
    may_justify INTEGER NOT NULL CHECK (may_justify IN (0, 1)),
    may_pay INTEGER NOT NULL CHECK (may_pay IN (0, 1)),
    may_pick_up INTEGER NOT NULL CHECK (may_pick_up IN (0, 1)),
    created_at TEXT NOT NULL,
    decided_at TEXT,
    decided_by BLOB REFERENCES accounts (id),
    ended_at TEXT
) STRICT;
INSERT INTO old_guardian_links SELECT id, school_id, account_id, child_id, relationship, CASE WHEN in_force OR status != 'confirmed' THEN status ELSE 'ended' END,
    may_know, may_chat, may_sign, may_justify, may_pay, may_pick_up, created_at, decided_at, decided_by, ended_at FROM guardian_links;
DROP TABLE guardian_links;
ALTER TABLE old_guardian_links RENAME TO guardian_links;
CREATE UNIQUE INDEX guardian_links_once ON guardian_links (account_id, child_id) WHERE status IN ('pending', 'confirmed');
CREATE INDEX guardian_links_of_child ON guardian_links (child_id);
CREATE INDEX guardian_links_of_school ON guardian_links (school_id, status, created_at);

DROP INDEX children_by_register;
ALTER TABLE children DROP COLUMN left_at;
ALTER TABLE children DROP COLUMN register_number;
ALTER TABLE children DROP COLUMN version;
ALTER TABLE schools DROP COLUMN staff_second_factor;
ALTER TABLE schools DROP COLUMN version;
ALTER TABLE classes DROP COLUMN version;
ALTER TABLE accounts DROP COLUMN version;

-- Who is in a conversation: the one definition. Class rooms are derived from confirmed links and staff assignments,
-- never from rows that a parent writes.
CREATE VIEW room_members AS
SELECT p.conversation_id, p.account_id
FROM participants p
JOIN conversations c ON c.id = p.conversation_id
JOIN memberships m ON m.account_id = p.account_id AND m.school_id = c.school_id AND m.status = 'active'
JOIN accounts a ON a.id = p.account_id AND a.is_active
UNION
SELECT c.id AS conversation_id, g.account_id
FROM conversations c
JOIN enrolments e ON e.class_id = c.class_id AND e.ended_at IS NULL
JOIN guardian_links g ON g.child_id = e.child_id AND g.status = 'confirmed' AND g.may_chat
JOIN memberships m ON m.account_id = g.account_id AND m.school_id = c.school_id AND m.status = 'active'
JOIN accounts a ON a.id = g.account_id AND a.is_active
UNION
SELECT c.id AS conversation_id, s.account_id
FROM conversations c
JOIN staff_assignments s ON s.class_id = c.class_id AND s.ended_at IS NULL
JOIN memberships m ON m.account_id = s.account_id AND m.school_id = c.school_id AND m.status = 'active'
    AND m.role IN ('teacher', 'direction', 'admin')
JOIN accounts a ON a.id = s.account_id AND a.is_active;

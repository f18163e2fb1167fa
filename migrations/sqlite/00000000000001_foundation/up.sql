-- The first tables: the school, its people, its conversations, its jobs.
-- Twin of ../../postgres/00000000000001_foundation; tests compare the two.

CREATE TABLE instance (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    epoch BLOB NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE schools (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    locality TEXT NOT NULL CHECK (length(locality) BETWEEN 1 AND 200),
    registration_mode TEXT NOT NULL CHECK (registration_mode IN ('open', 'code', 'approval')),
    guardian_mode TEXT NOT NULL CHECK (guardian_mode IN ('open', 'code')),
    registration_code TEXT NOT NULL CHECK (length(registration_code) BETWEEN 4 AND 40),
    demo INTEGER NOT NULL CHECK (demo IN (0, 1)),
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE accounts (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    email TEXT NOT NULL CHECK (length(email) <= 255),
    email_key TEXT NOT NULL UNIQUE CHECK (length(email_key) <= 255),
    password_hash TEXT NOT NULL,
    first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 100),
    last_name TEXT NOT NULL CHECK (length(last_name) BETWEEN 1 AND 100),
    phone TEXT CHECK (length(phone) <= 20),
    locale TEXT NOT NULL CHECK (locale IN ('fr', 'nl', 'en')),
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE memberships (
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
CREATE INDEX memberships_of_school ON memberships (school_id, status, created_at);

-- One row for each sign-in. The secret of a browser session is kept as its SHA-256 only.
CREATE TABLE sessions (
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
CREATE INDEX sessions_of_account ON sessions (account_id, last_seen_at);

CREATE TABLE refresh_tokens (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    session_id BLOB NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    replaced_at TEXT
) STRICT;
CREATE INDEX refresh_tokens_of_session ON refresh_tokens (session_id);

-- A registration that waits for its link to be clicked; the account does not exist before.
CREATE TABLE email_tokens (
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
CREATE INDEX email_tokens_of_address ON email_tokens (email_key);

CREATE TABLE classes (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    school_id BLOB NOT NULL REFERENCES schools (id),
    level TEXT NOT NULL CHECK (level IN ('M1', 'M2', 'M3', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6')),
    -- '' where a level has one class, because NULLs are never equal in a UNIQUE
    section TEXT NOT NULL CHECK (length(section) <= 1),
    school_year INTEGER NOT NULL,
    UNIQUE (school_id, school_year, level, section)
) STRICT;

CREATE TABLE children (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    school_id BLOB NOT NULL REFERENCES schools (id),
    first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 100),
    last_name TEXT NOT NULL CHECK (length(last_name) BETWEEN 1 AND 100),
    -- last name and first name without accents, lower case: what lists sort and search by, the same on both databases
    search_key TEXT NOT NULL,
    declared INTEGER NOT NULL CHECK (declared IN (0, 1)),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX children_of_school ON children (school_id, search_key);

CREATE TABLE enrolments (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    child_id BLOB NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    class_id BLOB NOT NULL REFERENCES classes (id),
    started_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE UNIQUE INDEX enrolments_once ON enrolments (child_id, class_id) WHERE ended_at IS NULL;
CREATE INDEX enrolments_of_class ON enrolments (class_id);

-- The edge between an adult and a child. Rights sit here, and count only while the status is confirmed.
CREATE TABLE guardian_links (
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
CREATE UNIQUE INDEX guardian_links_once ON guardian_links (account_id, child_id) WHERE status IN ('pending', 'confirmed');
CREATE INDEX guardian_links_of_child ON guardian_links (child_id);
CREATE INDEX guardian_links_of_school ON guardian_links (school_id, status, created_at);

-- Printed codes, kept as an HMAC only.
CREATE TABLE child_codes (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    school_id BLOB NOT NULL REFERENCES schools (id),
    child_id BLOB NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    code_hash BLOB NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    used_by BLOB REFERENCES accounts (id)
) STRICT;
CREATE INDEX child_codes_of_child ON child_codes (child_id);

CREATE TABLE staff_assignments (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    class_id BLOB NOT NULL REFERENCES classes (id),
    started_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE UNIQUE INDEX staff_assignments_once ON staff_assignments (account_id, class_id) WHERE ended_at IS NULL;
CREATE INDEX staff_assignments_of_class ON staff_assignments (class_id);

-- `last_seq` is the counter of the room: a message takes its place by updating it, which also locks the room.
-- `members_version` is updated by whoever changes who is in the room, for the same lock.
CREATE TABLE conversations (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    school_id BLOB NOT NULL REFERENCES schools (id),
    kind TEXT NOT NULL CHECK (kind IN ('direct', 'class')),
    class_id BLOB UNIQUE REFERENCES classes (id),
    pair_low BLOB REFERENCES accounts (id),
    pair_high BLOB REFERENCES accounts (id),
    last_seq INTEGER NOT NULL CHECK (last_seq >= 0),
    members_version INTEGER NOT NULL,
    last_message_at TEXT,
    created_at TEXT NOT NULL,
    UNIQUE (school_id, pair_low, pair_high),
    CHECK ((kind = 'class') = (class_id IS NOT NULL)),
    CHECK ((kind = 'direct') = (pair_low IS NOT NULL AND pair_high IS NOT NULL)),
    CHECK (pair_low < pair_high)
) STRICT;
CREATE INDEX conversations_of_school ON conversations (school_id);

CREATE TABLE participants (
    conversation_id BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    PRIMARY KEY (conversation_id, account_id)
) STRICT;
CREATE INDEX participants_of_account ON participants (account_id);

-- How far a member has read, and how far the messages have reached a device of theirs. They only grow.
CREATE TABLE marks (
    conversation_id BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    last_read_seq INTEGER NOT NULL CHECK (last_read_seq >= 0),
    last_delivered_seq INTEGER NOT NULL CHECK (last_delivered_seq >= 0),
    PRIMARY KEY (conversation_id, account_id)
) STRICT;

CREATE TABLE messages (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    conversation_id BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL CHECK (seq >= 1),
    sender_id BLOB REFERENCES accounts (id) ON DELETE SET NULL,
    sender_name TEXT NOT NULL CHECK (length(sender_name) <= 201),
    sender_role TEXT NOT NULL CHECK (sender_role IN ('parent', 'teacher', 'direction', 'admin', 'student')),
    kind TEXT NOT NULL CHECK (kind IN ('text')),
    content TEXT NOT NULL,
    reply_to BLOB REFERENCES messages (id) ON DELETE SET NULL,
    client_msg_id BLOB NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (conversation_id, seq),
    UNIQUE (conversation_id, sender_id, client_msg_id)
) STRICT;

-- Work for later, written in the transaction that wants it. Payloads hold ids, not contents.
CREATE TABLE jobs (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    kind TEXT NOT NULL CHECK (length(kind) <= 50),
    payload TEXT NOT NULL,
    dedupe_key TEXT UNIQUE CHECK (length(dedupe_key) <= 200),
    attempts INTEGER NOT NULL,
    run_at TEXT NOT NULL,
    claimed_until TEXT,
    claimed_by BLOB,
    created_at TEXT NOT NULL,
    finished_at TEXT,
    failed_at TEXT,
    last_error TEXT
) STRICT;
CREATE INDEX jobs_to_run ON jobs (run_at) WHERE finished_at IS NULL AND failed_at IS NULL;

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

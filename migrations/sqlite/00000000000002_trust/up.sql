-- Accounts that survive attackers, the rights of guardians, the school office, and what makes a call safe to repeat.
-- Twin of ../../postgres/00000000000002_trust; tests compare the two.

-- `version` is the row's ETag: whoever changes the row adds one.
ALTER TABLE accounts ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE classes ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE schools ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE schools ADD COLUMN staff_second_factor INTEGER NOT NULL DEFAULT 0 CHECK (staff_second_factor IN (0, 1));
ALTER TABLE children ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
-- the number of the school's own register, which makes a second import of the same list recognize the child
ALTER TABLE children ADD COLUMN register_number TEXT CHECK (length(register_number) BETWEEN 1 AND 40);
ALTER TABLE children ADD COLUMN left_at TEXT;
CREATE UNIQUE INDEX children_by_register ON children (school_id, register_number) WHERE register_number IS NOT NULL;

-- Records that became part of another one: whoever opened them stays to be seen by the child's guardians.
CREATE TABLE merged_children (
    child_id BLOB PRIMARY KEY NOT NULL CHECK (length(child_id) = 16),
    into_id BLOB NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    merged_at TEXT NOT NULL
) STRICT;
CREATE INDEX merged_children_into ON merged_children (into_id);

-- `in_force` is what the view reads: confirmed, begun, not over, not restricted. Whoever changes one of those sets it.
ALTER TABLE guardian_links ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE guardian_links ADD COLUMN in_force INTEGER NOT NULL DEFAULT 1 CHECK (in_force IN (0, 1));
ALTER TABLE guardian_links ADD COLUMN starts_at TEXT;
ALTER TABLE guardian_links ADD COLUMN ends_at TEXT;
ALTER TABLE guardian_links ADD COLUMN restricted_at TEXT;
ALTER TABLE guardian_links ADD COLUMN restricted_by BLOB REFERENCES accounts (id);
ALTER TABLE guardian_links ADD COLUMN restriction_reason TEXT CHECK (length(restriction_reason) <= 500);
ALTER TABLE guardian_links ADD COLUMN invited_by BLOB REFERENCES accounts (id);

-- Adults who live together: only they see each other's data.
CREATE TABLE households (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    school_id BLOB NOT NULL REFERENCES schools (id),
    created_at TEXT NOT NULL
) STRICT;

DROP VIEW room_members;

CREATE TABLE new_memberships (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    school_id BLOB NOT NULL REFERENCES schools (id),
    account_id BLOB NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL CHECK (role IN ('parent', 'teacher', 'direction', 'admin', 'student')),
    status TEXT NOT NULL CHECK (status IN ('pending', 'active', 'refused', 'suspended', 'ended')),
    created_at TEXT NOT NULL,
    decided_at TEXT,
    decided_by BLOB REFERENCES accounts (id),
    version INTEGER NOT NULL DEFAULT 1,
    -- alone in a household of one's own when absent
    household_id BLOB REFERENCES households (id),
    UNIQUE (account_id, school_id)
) STRICT;
INSERT INTO new_memberships (id, school_id, account_id, role, status, created_at, decided_at, decided_by)
SELECT id, school_id, account_id, role, status, created_at, decided_at, decided_by FROM memberships;
DROP TABLE memberships;
ALTER TABLE new_memberships RENAME TO memberships;
CREATE INDEX memberships_of_school ON memberships (school_id, status, created_at);
CREATE INDEX memberships_of_household ON memberships (household_id);

-- A personal access token is a session too: it has a name, scopes, and an end that using it does not move.
-- `proved_at`: when the person last showed password or second factor in this session.
CREATE TABLE new_sessions (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    school_id BLOB NOT NULL REFERENCES schools (id),
    kind TEXT NOT NULL CHECK (kind IN ('bearer', 'cookie', 'personal')),
    secret_hash BLOB UNIQUE,
    device TEXT NOT NULL CHECK (length(device) <= 100),
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT,
    proved_at TEXT NOT NULL,
    name TEXT CHECK (length(name) BETWEEN 1 AND 100),
    -- words separated by spaces, in the order of the list
    scopes TEXT CHECK (length(scopes) BETWEEN 1 AND 500),
    CHECK ((kind = 'personal') = (name IS NOT NULL)),
    CHECK ((kind = 'personal') = (scopes IS NOT NULL))
) STRICT;
INSERT INTO new_sessions (id, account_id, school_id, kind, secret_hash, device, created_at, last_seen_at, expires_at, revoked_at, proved_at)
SELECT id, account_id, school_id, kind, secret_hash, device, created_at, last_seen_at, expires_at, revoked_at, created_at FROM sessions;
DROP TABLE sessions;
ALTER TABLE new_sessions RENAME TO sessions;
CREATE INDEX sessions_of_account ON sessions (account_id, last_seen_at);

-- Links sent by mail to somebody who has an account.
CREATE TABLE account_links (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL CHECK (purpose IN ('reset_password', 'change_email')),
    token_hash BLOB NOT NULL UNIQUE,
    email TEXT CHECK (length(email) <= 255),
    email_key TEXT CHECK (length(email_key) <= 255),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    -- the session that asked; it goes on when the others end
    session_id BLOB REFERENCES sessions (id) ON DELETE CASCADE,
    CHECK ((purpose = 'change_email') = (email IS NOT NULL)),
    CHECK ((purpose = 'change_email') = (email_key IS NOT NULL))
) STRICT;
CREATE INDEX account_links_of_account ON account_links (account_id, purpose);

-- The secret is sealed with a key that is not in the database. `last_step`: a code works once.
CREATE TABLE second_factors (
    account_id BLOB PRIMARY KEY NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    sealed_secret BLOB NOT NULL,
    last_step INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    confirmed_at TEXT
) STRICT;

CREATE TABLE recovery_codes (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    code_hash BLOB NOT NULL,
    created_at TEXT NOT NULL,
    used_at TEXT,
    UNIQUE (account_id, code_hash)
) STRICT;

-- Somebody whom the school, or the other guardian of a child, asks to come.
CREATE TABLE invitations (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    school_id BLOB NOT NULL REFERENCES schools (id),
    email TEXT NOT NULL CHECK (length(email) <= 255),
    email_key TEXT NOT NULL CHECK (length(email_key) <= 255),
    role TEXT NOT NULL CHECK (role IN ('parent', 'teacher', 'direction', 'admin')),
    locale TEXT NOT NULL CHECK (locale IN ('fr', 'nl', 'en')),
    child_id BLOB REFERENCES children (id) ON DELETE CASCADE,
    relationship TEXT CHECK (relationship IN ('parent', 'step_parent', 'grandparent', 'guardian', 'other')),
    same_household INTEGER NOT NULL CHECK (same_household IN (0, 1)),
    token_hash BLOB NOT NULL UNIQUE,
    invited_by BLOB NOT NULL REFERENCES accounts (id),
    created_at TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    used_by BLOB REFERENCES accounts (id),
    revoked_at TEXT,
    CHECK ((child_id IS NOT NULL) = (relationship IS NOT NULL))
) STRICT;
CREATE INDEX invitations_of_school ON invitations (school_id, created_at);
CREATE INDEX invitations_of_address ON invitations (email_key);
ALTER TABLE email_tokens ADD COLUMN invitation_id BLOB REFERENCES invitations (id);

-- Every administrative act, and every time staff opened a child's record. Nobody changes or removes a row,
CREATE TABLE audit_entries (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    school_id BLOB NOT NULL REFERENCES schools (id),
    actor_id BLOB,
    actor_name TEXT NOT NULL CHECK (length(actor_name) <= 201),
    actor_role TEXT NOT NULL CHECK (actor_role IN ('parent', 'teacher', 'direction', 'admin', 'student')),
    act TEXT NOT NULL CHECK (length(act) BETWEEN 1 AND 50),
    account_id BLOB,
    child_id BLOB,
    -- whom or what it is about, in words as they were then
    subject TEXT NOT NULL CHECK (length(subject) <= 300),
    reason TEXT CHECK (length(reason) <= 500),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX audit_entries_of_school ON audit_entries (school_id, created_at);
CREATE INDEX audit_entries_of_child ON audit_entries (child_id, created_at) WHERE child_id IS NOT NULL;
-- but the demo school may start over, and after two years an entry may go (G5)
CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries
WHEN OLD.created_at > datetime('now', '-2 years') AND NOT EXISTS (SELECT 1 FROM schools WHERE id = OLD.school_id AND demo)
BEGIN
    SELECT RAISE(ABORT, 'audit entries are never removed');
END;
CREATE TRIGGER audit_entries_keep BEFORE UPDATE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'audit entries are never changed');
END;

-- A limit that survives a restart and counts for all nodes: the time until which the key has used up its share (GCRA).
CREATE TABLE throttles (
    key BLOB PRIMARY KEY NOT NULL,
    used_until TEXT NOT NULL
) STRICT;
CREATE INDEX throttles_by_time ON throttles (used_until);

-- What a call with an Idempotency-Key answered, sealed; written in the transaction of the call.
CREATE TABLE idempotency_keys (
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    key_hash BLOB NOT NULL,
    call TEXT NOT NULL CHECK (length(call) <= 100),
    request_hash BLOB NOT NULL,
    sealed_reply BLOB NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (account_id, key_hash)
) STRICT;
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);

-- What a school has switched; a module without a row is as the stage says.
CREATE TABLE school_modules (
    school_id BLOB NOT NULL REFERENCES schools (id),
    module TEXT NOT NULL CHECK (length(module) BETWEEN 1 AND 40),
    is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    PRIMARY KEY (school_id, module)
) STRICT;

-- Who is in a conversation: the one definition. Class rooms are derived from links in force and staff assignments,
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
JOIN guardian_links g ON g.child_id = e.child_id AND g.status = 'confirmed' AND g.in_force AND g.may_chat
JOIN memberships m ON m.account_id = g.account_id AND m.school_id = c.school_id AND m.status = 'active'
JOIN accounts a ON a.id = g.account_id AND a.is_active
UNION
SELECT c.id AS conversation_id, s.account_id
FROM conversations c
JOIN staff_assignments s ON s.class_id = c.class_id AND s.ended_at IS NULL
JOIN memberships m ON m.account_id = s.account_id AND m.school_id = c.school_id AND m.status = 'active'
    AND m.role IN ('teacher', 'direction', 'admin')
JOIN accounts a ON a.id = s.account_id AND a.is_active;

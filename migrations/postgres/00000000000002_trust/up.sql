-- Accounts that survive attackers, the rights of guardians, the school office, and what makes a call safe to repeat.
-- Twin of ../../sqlite/00000000000002_trust; tests compare the two.

-- `version` is the row's ETag: whoever changes the row adds one.
ALTER TABLE accounts ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE classes ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE schools ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE schools ADD COLUMN staff_second_factor BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE children ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
-- the number of the school's own register, which makes a second import of the same list recognize the child
ALTER TABLE children ADD COLUMN register_number TEXT CHECK (length(register_number) BETWEEN 1 AND 40);
ALTER TABLE children ADD COLUMN left_at TIMESTAMP;
CREATE UNIQUE INDEX children_by_register ON children (school_id, register_number) WHERE register_number IS NOT NULL;

-- Records that became part of another one: whoever opened them stays to be seen by the child's guardians.
CREATE TABLE merged_children (
    child_id UUID PRIMARY KEY NOT NULL,
    into_id UUID NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    merged_at TIMESTAMP NOT NULL
);
CREATE INDEX merged_children_into ON merged_children (into_id);

-- `in_force` is what the view reads: confirmed, begun, not over, not restricted. Whoever changes one of those sets it.
ALTER TABLE guardian_links ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE guardian_links ADD COLUMN in_force BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE guardian_links ADD COLUMN starts_at TIMESTAMP;
ALTER TABLE guardian_links ADD COLUMN ends_at TIMESTAMP;
ALTER TABLE guardian_links ADD COLUMN restricted_at TIMESTAMP;
ALTER TABLE guardian_links ADD COLUMN restricted_by UUID REFERENCES accounts (id);
ALTER TABLE guardian_links ADD COLUMN restriction_reason TEXT CHECK (length(restriction_reason) <= 500);
ALTER TABLE guardian_links ADD COLUMN invited_by UUID REFERENCES accounts (id);

-- Adults who live together: only they see each other's data.
CREATE TABLE households (
    id UUID PRIMARY KEY NOT NULL,
    school_id UUID NOT NULL REFERENCES schools (id),
    created_at TIMESTAMP NOT NULL
);

DROP VIEW room_members;

ALTER TABLE memberships DROP CONSTRAINT memberships_status_check;
ALTER TABLE memberships ADD CONSTRAINT memberships_status_check
    CHECK (status IN ('pending', 'active', 'refused', 'suspended', 'ended'));
ALTER TABLE memberships ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
-- alone in a household of one's own when absent
ALTER TABLE memberships ADD COLUMN household_id UUID REFERENCES households (id);
CREATE INDEX memberships_of_household ON memberships (household_id);

-- A personal access token is a session too: it has a name, scopes, and an end that using it does not move.
-- `proved_at`: when the person last showed password or second factor in this session.
ALTER TABLE sessions DROP CONSTRAINT sessions_kind_check;
ALTER TABLE sessions ADD CONSTRAINT sessions_kind_check CHECK (kind IN ('bearer', 'cookie', 'personal'));
ALTER TABLE sessions ADD COLUMN proved_at TIMESTAMP;
UPDATE sessions SET proved_at = created_at;
ALTER TABLE sessions ALTER COLUMN proved_at SET NOT NULL;
ALTER TABLE sessions ADD COLUMN name TEXT CHECK (length(name) BETWEEN 1 AND 100);
-- words separated by spaces, in the order of the list
ALTER TABLE sessions ADD COLUMN scopes TEXT CHECK (length(scopes) BETWEEN 1 AND 500);
ALTER TABLE sessions ADD CHECK ((kind = 'personal') = (name IS NOT NULL));
ALTER TABLE sessions ADD CHECK ((kind = 'personal') = (scopes IS NOT NULL));

-- Links sent by mail to somebody who has an account.
CREATE TABLE account_links (
    id UUID PRIMARY KEY NOT NULL,
    account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL CHECK (purpose IN ('reset_password', 'change_email')),
    token_hash BYTEA NOT NULL UNIQUE,
    email TEXT CHECK (length(email) <= 255),
    email_key TEXT COLLATE "C" CHECK (length(email_key) <= 255),
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    -- the session that asked; it goes on when the others end
    session_id UUID REFERENCES sessions (id) ON DELETE CASCADE,
    CHECK ((purpose = 'change_email') = (email IS NOT NULL)),
    CHECK ((purpose = 'change_email') = (email_key IS NOT NULL))
);
CREATE INDEX account_links_of_account ON account_links (account_id, purpose);

-- The secret is sealed with a key that is not in the database. `last_step`: a code works once.
CREATE TABLE second_factors (
    account_id UUID PRIMARY KEY NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    sealed_secret BYTEA NOT NULL,
    last_step BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    confirmed_at TIMESTAMP
);

CREATE TABLE recovery_codes (
    id UUID PRIMARY KEY NOT NULL,
    account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    code_hash BYTEA NOT NULL,
    created_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    UNIQUE (account_id, code_hash)
);

-- Somebody whom the school, or the other guardian of a child, asks to come.
CREATE TABLE invitations (
    id UUID PRIMARY KEY NOT NULL,
    school_id UUID NOT NULL REFERENCES schools (id),
    email TEXT NOT NULL CHECK (length(email) <= 255),
    email_key TEXT COLLATE "C" NOT NULL CHECK (length(email_key) <= 255),
    role TEXT NOT NULL CHECK (role IN ('parent', 'teacher', 'direction', 'admin')),
    locale TEXT NOT NULL CHECK (locale IN ('fr', 'nl', 'en')),
    child_id UUID REFERENCES children (id) ON DELETE CASCADE,
    relationship TEXT CHECK (relationship IN ('parent', 'step_parent', 'grandparent', 'guardian', 'other')),
    same_household BOOLEAN NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    invited_by UUID NOT NULL REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    sent_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    used_by UUID REFERENCES accounts (id),
    revoked_at TIMESTAMP,
    CHECK ((child_id IS NOT NULL) = (relationship IS NOT NULL))
);
CREATE INDEX invitations_of_school ON invitations (school_id, created_at);
CREATE INDEX invitations_of_address ON invitations (email_key);
ALTER TABLE email_tokens ADD COLUMN invitation_id UUID REFERENCES invitations (id);

-- Every administrative act, and every time staff opened a child's record. Nobody changes or removes a row,
CREATE TABLE audit_entries (
    id UUID PRIMARY KEY NOT NULL,
    school_id UUID NOT NULL REFERENCES schools (id),
    actor_id UUID,
    actor_name TEXT NOT NULL CHECK (length(actor_name) <= 201),
    actor_role TEXT NOT NULL CHECK (actor_role IN ('parent', 'teacher', 'direction', 'admin', 'student')),
    act TEXT NOT NULL CHECK (length(act) BETWEEN 1 AND 50),
    account_id UUID,
    child_id UUID,
    -- whom or what it is about, in words as they were then
    subject TEXT NOT NULL CHECK (length(subject) <= 300),
    reason TEXT CHECK (length(reason) <= 500),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX audit_entries_of_school ON audit_entries (school_id, created_at);
CREATE INDEX audit_entries_of_child ON audit_entries (child_id, created_at) WHERE child_id IS NOT NULL;
-- but the demo school may start over, and after two years an entry may go (G5)
CREATE FUNCTION audit_entries_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND (OLD.created_at <= (now() AT TIME ZONE 'UTC') - INTERVAL '2 years'
        OR EXISTS (SELECT 1 FROM schools WHERE id = OLD.school_id AND demo)) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'audit entries are never changed or removed';
END
$$;
CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION audit_entries_refuse();
CREATE TRIGGER audit_entries_not_emptied BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_refuse();

-- A limit that survives a restart and counts for all nodes: the time until which the key has used up its share (GCRA).
CREATE TABLE throttles (
    key BYTEA PRIMARY KEY NOT NULL,
    used_until TIMESTAMP NOT NULL
);
CREATE INDEX throttles_by_time ON throttles (used_until);

-- What a call with an Idempotency-Key answered, sealed; written in the transaction of the call.
CREATE TABLE idempotency_keys (
    account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    key_hash BYTEA NOT NULL,
    call TEXT NOT NULL CHECK (length(call) <= 100),
    request_hash BYTEA NOT NULL,
    sealed_reply BYTEA NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, key_hash)
);
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);

-- What a school has switched; a module without a row is as the stage says.
CREATE TABLE school_modules (
    school_id UUID NOT NULL REFERENCES schools (id),
    module TEXT NOT NULL CHECK (length(module) BETWEEN 1 AND 40),
    is_on BOOLEAN NOT NULL,
    PRIMARY KEY (school_id, module)
);

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

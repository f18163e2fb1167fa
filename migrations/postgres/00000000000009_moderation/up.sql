-- Moderation: reports that join a case, what was decided and why, appeals, parent moderators; and calm: answers, mutes, quiet hours, retention.
-- Twin of ../../sqlite/00000000000009_moderation; tests compare the two.

-- One case for each message that is reported; while it is open, further reports of the message join it.
CREATE TABLE moderation_cases (
    id UUID PRIMARY KEY NOT NULL,
    school_id UUID NOT NULL REFERENCES schools (id),
    conversation_id UUID NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    -- absent when the message has been erased since
    message_id UUID REFERENCES messages (id) ON DELETE SET NULL,
    author_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    author_name TEXT NOT NULL CHECK (length(author_name) <= 201),
    author_role TEXT NOT NULL CHECK (author_role IN ('parent', 'teacher', 'direction', 'admin', 'student')),
    status TEXT NOT NULL CHECK (status IN ('open', 'decided', 'appealed', 'closed')),
    -- the message and those around it, as they stood when it was first reported: a JSON document, an empty list once it is erased
    context TEXT NOT NULL,
    -- the place of the last change of the message at that moment
    context_seq BIGINT NOT NULL CHECK (context_seq >= 1),
    opened_at TIMESTAMP NOT NULL,
    decided_at TIMESTAMP,
    decided_by UUID REFERENCES accounts (id) ON DELETE SET NULL,
    -- when the author has read what was decided
    seen_at TIMESTAMP,
    appeal TEXT CHECK (length(appeal) BETWEEN 1 AND 1000),
    appealed_at TIMESTAMP,
    outcome TEXT CHECK (outcome IN ('upheld', 'undone')),
    answer TEXT CHECK (length(answer) BETWEEN 1 AND 500),
    answered_at TIMESTAMP,
    CHECK ((appeal IS NULL) = (appealed_at IS NULL)),
    CHECK ((outcome IS NULL) = (answered_at IS NULL)),
    CHECK (outcome IS NULL OR appeal IS NOT NULL)
);
CREATE UNIQUE INDEX moderation_cases_open ON moderation_cases (message_id) WHERE status = 'open';
CREATE INDEX moderation_cases_of_school ON moderation_cases (school_id, status, opened_at);
CREATE INDEX moderation_cases_of_author ON moderation_cases (author_id, decided_at);

-- Who reported, and why. Never shown to the author.
CREATE TABLE moderation_reports (
    id UUID PRIMARY KEY NOT NULL,
    case_id UUID NOT NULL REFERENCES moderation_cases (id) ON DELETE CASCADE,
    reporter_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 40),
    note TEXT CHECK (length(note) BETWEEN 1 AND 500),
    -- the text of the message, when it was another one than in the context of the case
    content TEXT,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (case_id, reporter_id)
);

-- Everything that moderators did. Nobody changes or removes a row, so nothing refers to other tables but the school.
CREATE TABLE moderation_acts (
    id UUID PRIMARY KEY NOT NULL,
    school_id UUID NOT NULL REFERENCES schools (id),
    case_id UUID NOT NULL,
    conversation_id UUID NOT NULL,
    message_id UUID,
    author_id UUID,
    author_name TEXT NOT NULL CHECK (length(author_name) <= 201),
    actor_id UUID,
    actor_name TEXT NOT NULL CHECK (length(actor_name) <= 201),
    actor_role TEXT NOT NULL CHECK (actor_role IN ('parent', 'teacher', 'direction', 'admin', 'student')),
    act TEXT NOT NULL CHECK (act IN ('hide', 'warn', 'mute', 'suspend', 'dismiss', 'uphold', 'undo')),
    reason TEXT NOT NULL CHECK (length(reason) <= 500),
    until TIMESTAMP,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX moderation_acts_of_school ON moderation_acts (school_id, created_at);
CREATE INDEX moderation_acts_of_case ON moderation_acts (case_id, created_at);
-- but the demo school may start over, and after two years a row may go (G5)
CREATE FUNCTION moderation_acts_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND (OLD.created_at <= (now() AT TIME ZONE 'UTC') - INTERVAL '2 years'
        OR EXISTS (SELECT 1 FROM schools WHERE id = OLD.school_id AND demo)) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'acts of moderators are never changed or removed';
END
$$;
CREATE TRIGGER moderation_acts_stay BEFORE UPDATE OR DELETE ON moderation_acts
    FOR EACH ROW EXECUTE FUNCTION moderation_acts_refuse();
CREATE TRIGGER moderation_acts_not_emptied BEFORE TRUNCATE ON moderation_acts
    FOR EACH STATEMENT EXECUTE FUNCTION moderation_acts_refuse();

-- What a hidden message said: it stands in no table that members' calls or the search read.
CREATE TABLE hidden_messages (
    message_id UUID PRIMARY KEY NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    content TEXT NOT NULL
);

-- Who may not write in a room, and until when. `conversations.muted_until` is the last of them: a room without one costs no question.
CREATE TABLE mutes (
    conversation_id UUID NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    until TIMESTAMP NOT NULL,
    PRIMARY KEY (conversation_id, account_id)
);
ALTER TABLE conversations ADD COLUMN muted_until TIMESTAMP;

-- Parents who moderate the room of a class for a term. Whether they may is asked with the dates, each time.
CREATE TABLE moderator_terms (
    id UUID PRIMARY KEY NOT NULL,
    school_id UUID NOT NULL REFERENCES schools (id),
    class_id UUID NOT NULL REFERENCES classes (id) ON DELETE CASCADE,
    account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    starts_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL CHECK (ends_at > starts_at),
    appointed_by UUID REFERENCES accounts (id) ON DELETE SET NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX moderator_terms_of_class ON moderator_terms (class_id, ends_at);
CREATE INDEX moderator_terms_of_account ON moderator_terms (account_id, ends_at);

-- Which message answers a question whose `answered_at` is set.
CREATE TABLE answers (
    question_id UUID PRIMARY KEY NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    answer_id UUID NOT NULL REFERENCES messages (id) ON DELETE CASCADE
);
CREATE INDEX answers_of_message ON answers (answer_id);
CREATE INDEX messages_pinned ON messages (conversation_id) WHERE pinned_at IS NOT NULL;
CREATE INDEX messages_answering ON messages (reply_to, created_at) WHERE reply_to IS NOT NULL;

-- When somebody is not to be disturbed, in minutes of the day in Brussels: from 20:00 to 07:00 unless they say otherwise.
ALTER TABLE accounts ADD COLUMN quiet_from INTEGER NOT NULL DEFAULT 1200 CHECK (quiet_from BETWEEN 0 AND 1439);
ALTER TABLE accounts ADD COLUMN quiet_to INTEGER NOT NULL DEFAULT 420 CHECK (quiet_to BETWEEN 0 AND 1439);

-- How long messages are kept: so many days; announcements until the end of the school year after theirs and so many years more.
ALTER TABLE schools ADD COLUMN keep_chat_days INTEGER NOT NULL DEFAULT 365 CHECK (keep_chat_days BETWEEN 30 AND 3650);
ALTER TABLE schools ADD COLUMN keep_announcements_years INTEGER NOT NULL DEFAULT 1 CHECK (keep_announcements_years BETWEEN 0 AND 10);

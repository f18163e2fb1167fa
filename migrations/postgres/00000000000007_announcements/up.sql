-- Announcements: what the school makes known, in the languages of its families, and who was reached by it.
-- Twin of ../../sqlite/00000000000007_announcements; tests compare the two.

-- Whether the direction publishes what teachers write, and whether French and Dutch must be there first.
ALTER TABLE schools ADD COLUMN announcement_approval BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE schools ADD COLUMN announcement_languages BOOLEAN NOT NULL DEFAULT FALSE;

-- `version` is the row's ETag; updating the row is the lock of the announcement. Name and role of the author are those of the moment it
-- was published (M11). `to_school` is kept apart from the classes, so that a class that is removed makes nothing public to all.
CREATE TABLE announcements (
    id UUID PRIMARY KEY NOT NULL,
    school_id UUID NOT NULL REFERENCES schools (id),
    author_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    author_name TEXT NOT NULL CHECK (length(author_name) <= 201),
    author_role TEXT NOT NULL CHECK (author_role IN ('parent', 'teacher', 'direction', 'admin', 'student')),
    state TEXT NOT NULL CHECK (state IN ('draft', 'waiting', 'published', 'withdrawn')),
    original TEXT NOT NULL CHECK (original IN ('fr', 'nl', 'en')),
    to_school BOOLEAN NOT NULL,
    to_parents BOOLEAN NOT NULL,
    to_teachers BOOLEAN NOT NULL,
    asks_signature BOOLEAN NOT NULL,
    answer_by TIMESTAMP,
    pinned BOOLEAN NOT NULL,
    refusal TEXT CHECK (length(refusal) <= 500),
    version BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    published_at TIMESTAMP,
    published_by UUID REFERENCES accounts (id) ON DELETE SET NULL,
    edited_at TIMESTAMP,
    withdrawn_at TIMESTAMP,
    reminded_at TIMESTAMP,
    CHECK ((state IN ('published', 'withdrawn')) = (published_at IS NOT NULL))
);
CREATE INDEX announcements_of_school ON announcements (school_id, state, published_at);

CREATE TABLE announcement_classes (
    announcement_id UUID NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    class_id UUID NOT NULL REFERENCES classes (id) ON DELETE CASCADE,
    PRIMARY KEY (announcement_id, class_id)
);
CREATE INDEX announcement_classes_of_class ON announcement_classes (class_id);

-- One text a language; a language without a row is missing. `questions` is a list of texts, one for each row of announcement_questions.
CREATE TABLE announcement_versions (
    announcement_id UUID NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    locale TEXT NOT NULL CHECK (locale IN ('fr', 'nl', 'en')),
    status TEXT NOT NULL CHECK (status IN ('human', 'machine')),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 10000),
    questions JSONB NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (announcement_id, locale)
);

CREATE TABLE announcement_questions (
    id UUID PRIMARY KEY NOT NULL,
    announcement_id UUID NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 5),
    UNIQUE (announcement_id, position)
);

-- What was changed after publication; `parts` are words like `text:fr deadline`.
CREATE TABLE announcement_edits (
    id UUID PRIMARY KEY NOT NULL,
    announcement_id UUID NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    editor_name TEXT NOT NULL CHECK (length(editor_name) <= 201),
    parts TEXT NOT NULL CHECK (length(parts) BETWEEN 1 AND 200),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX announcement_edits_of_announcement ON announcement_edits (announcement_id, created_at);

-- How far an adult is: reached, read. They only grow.
CREATE TABLE announcement_marks (
    announcement_id UUID NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    reached_at TIMESTAMP,
    reached_by TEXT CHECK (reached_by IN ('device', 'mail')),
    read_at TIMESTAMP,
    PRIMARY KEY (announcement_id, account_id),
    CHECK ((reached_at IS NULL) = (reached_by IS NULL))
);
CREATE INDEX announcement_marks_of_account ON announcement_marks (account_id);

-- Each guardian signs for themselves.
CREATE TABLE announcement_signatures (
    announcement_id UUID NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    child_id UUID NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    signed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (announcement_id, child_id, account_id)
);

-- One answer for each child and question; without an account it came on paper.
CREATE TABLE announcement_answers (
    question_id UUID NOT NULL REFERENCES announcement_questions (id) ON DELETE CASCADE,
    child_id UUID NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    is_yes BOOLEAN NOT NULL,
    account_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    answered_at TIMESTAMP NOT NULL,
    PRIMARY KEY (question_id, child_id)
);

-- Slips of paper for those who were not reached. The code follows from what only this instance knows; its HMAC is kept.
CREATE TABLE announcement_slips (
    id UUID PRIMARY KEY NOT NULL,
    announcement_id UUID NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    child_id UUID NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    code_hash BYTEA NOT NULL UNIQUE,
    printed_at TIMESTAMP NOT NULL,
    returned_at TIMESTAMP,
    returned_by UUID REFERENCES accounts (id) ON DELETE SET NULL,
    UNIQUE (announcement_id, child_id)
);

-- The children whom an announcement is about: whoever is in one of its classes now.
CREATE VIEW announcement_children AS
SELECT a.id AS announcement_id, e.child_id, e.class_id
FROM announcements a
JOIN classes k ON k.school_id = a.school_id
    AND (a.to_school OR EXISTS (SELECT 1 FROM announcement_classes c WHERE c.announcement_id = a.id AND c.class_id = k.id))
JOIN enrolments e ON e.class_id = k.id AND e.ended_at IS NULL;

-- Whom an announcement is for: the one definition. Guardians by a link in force that may have the school's information, each by themselves
-- and once for each child and class; teachers without a child. Whoever joins later is in it from then on.
CREATE VIEW announcement_readers AS
SELECT x.announcement_id, g.account_id, x.child_id, x.class_id, g.may_sign
FROM announcement_children x
JOIN announcements a ON a.id = x.announcement_id AND a.to_parents
JOIN guardian_links g ON g.child_id = x.child_id AND g.status = 'confirmed' AND g.in_force AND g.may_know
JOIN memberships m ON m.account_id = g.account_id AND m.school_id = a.school_id AND m.status = 'active'
JOIN accounts p ON p.id = g.account_id AND p.is_active
UNION ALL
SELECT a.id AS announcement_id, m.account_id, NULL::uuid AS child_id, NULL::uuid AS class_id, FALSE AS may_sign
FROM announcements a
JOIN memberships m ON m.school_id = a.school_id AND m.status = 'active' AND m.role = 'teacher'
JOIN accounts p ON p.id = m.account_id AND p.is_active
WHERE a.to_teachers AND (a.to_school OR EXISTS (
    SELECT 1 FROM staff_assignments s
    JOIN announcement_classes c ON c.class_id = s.class_id AND c.announcement_id = a.id
    WHERE s.account_id = m.account_id AND s.ended_at IS NULL));

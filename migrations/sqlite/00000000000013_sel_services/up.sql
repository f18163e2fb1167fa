-- Offers and requests of the time bank: what its members give and look for, sorted into categories, found by their words, kept as favourites,
-- and thanked for after an exchange. Twin of ../../postgres/00000000000013_sel_services; tests compare the two.

-- The version of a school's list of categories; locked by whoever changes it. Without a row the school has the first ten (domain).
CREATE TABLE sel_category_lists (
    school_id BLOB PRIMARY KEY NOT NULL REFERENCES schools (id) ON DELETE CASCADE,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;

CREATE TABLE sel_categories (
    school_id BLOB NOT NULL REFERENCES schools (id) ON DELETE CASCADE,
    -- the word of the sources, or one made of the French name
    key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 50),
    place INTEGER NOT NULL CHECK (place >= 0),
    name_fr TEXT NOT NULL CHECK (length(name_fr) BETWEEN 1 AND 50),
    name_nl TEXT NOT NULL CHECK (length(name_nl) BETWEEN 1 AND 50),
    name_en TEXT NOT NULL CHECK (length(name_en) BETWEEN 1 AND 50),
    is_hidden INTEGER NOT NULL CHECK (is_hidden IN (0, 1)),
    PRIMARY KEY (school_id, key)
) STRICT;

CREATE TABLE sel_services (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    school_id BLOB NOT NULL REFERENCES schools (id) ON DELETE CASCADE,
    owner_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('offer', 'request')),
    -- expired is what is active after its time
    state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'archived')),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    -- small letters without accents: the order by title is the same on both databases
    title_key TEXT NOT NULL CHECK (length(title_key) <= 80),
    description TEXT NOT NULL CHECK (length(description) <= 2000),
    category TEXT NOT NULL,
    units_per_hour INTEGER CHECK (units_per_hour BETWEEN 1 AND 600),
    fixed_units INTEGER CHECK (fixed_units BETWEEN 1 AND 600),
    availability TEXT CHECK (length(availability) BETWEEN 1 AND 200),
    place TEXT CHECK (length(place) BETWEEN 1 AND 200),
    -- two letters each, with a space before and after: ' fr nl '; '' without any
    languages TEXT NOT NULL CHECK (length(languages) <= 40),
    -- whether its owner gets a mail about what goes with it
    alerts INTEGER NOT NULL CHECK (alerts IN (0, 1)),
    version INTEGER NOT NULL CHECK (version >= 1),
    expires_at TEXT NOT NULL,
    -- for which end its owner was told that it comes
    told_end TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK ((units_per_hour IS NULL) <> (fixed_units IS NULL)),
    FOREIGN KEY (school_id, category) REFERENCES sel_categories (school_id, key)
) STRICT;
CREATE INDEX sel_services_shown ON sel_services (school_id, created_at, id) WHERE state = 'active';
CREATE INDEX sel_services_by_title ON sel_services (school_id, title_key, id) WHERE state = 'active';
CREATE INDEX sel_services_of_category ON sel_services (school_id, category);
CREATE INDEX sel_services_of_owner ON sel_services (owner_id);
CREATE INDEX sel_services_ending ON sel_services (expires_at) WHERE state = 'active';

-- What they are found by, as messages are (migration 8).
CREATE TABLE sel_service_words (
    id INTEGER PRIMARY KEY NOT NULL,
    service_id BLOB NOT NULL UNIQUE REFERENCES sel_services (id) ON DELETE CASCADE,
    words TEXT NOT NULL,
    stems TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE sel_service_finder USING fts5(words, stems, content = 'sel_service_words', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
INSERT INTO sel_service_finder (sel_service_finder, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER sel_service_words_come AFTER INSERT ON sel_service_words BEGIN
    INSERT INTO sel_service_finder (rowid, words, stems) VALUES (new.id, new.words, new.stems);
END;
CREATE TRIGGER sel_service_words_go AFTER DELETE ON sel_service_words BEGIN
    INSERT INTO sel_service_finder (sel_service_finder, rowid, words, stems) VALUES ('delete', old.id, old.words, old.stems);
END;
CREATE TRIGGER sel_service_words_change AFTER UPDATE OF words, stems ON sel_service_words BEGIN
    INSERT INTO sel_service_finder (sel_service_finder, rowid, words, stems) VALUES ('delete', old.id, old.words, old.stems);
    INSERT INTO sel_service_finder (rowid, words, stems) VALUES (new.id, new.words, new.stems);
END;

CREATE TABLE sel_favourites (
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    service_id BLOB NOT NULL REFERENCES sel_services (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    PRIMARY KEY (account_id, service_id)
) STRICT;
CREATE INDEX sel_favourites_of_service ON sel_favourites (service_id);

-- A transfer may be about an offer or a request; it stays when that goes.
ALTER TABLE sel_transfers ADD COLUMN service_id BLOB REFERENCES sel_services (id) ON DELETE SET NULL;
CREATE INDEX sel_transfers_of_service ON sel_transfers (service_id) WHERE service_id IS NOT NULL;

-- One thank-you for each confirmed transfer.
CREATE TABLE sel_reviews (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    service_id BLOB NOT NULL REFERENCES sel_services (id) ON DELETE CASCADE,
    transfer_id BLOB NOT NULL UNIQUE REFERENCES sel_transfers (id) ON DELETE CASCADE,
    author_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- none when they only say thank you
    text TEXT CHECK (length(text) BETWEEN 1 AND 500),
    hidden_at TEXT,
    hidden_reason TEXT CHECK (length(hidden_reason) BETWEEN 1 AND 500),
    created_at TEXT NOT NULL,
    CHECK ((hidden_at IS NULL) = (hidden_reason IS NULL))
) STRICT;
CREATE INDEX sel_reviews_of_service ON sel_reviews (service_id, created_at);
CREATE INDEX sel_reviews_of_author ON sel_reviews (author_id);

-- Which matches an owner was told by mail, and when: each once, and one mail a day.
CREATE TABLE sel_told_matches (
    mine_id BLOB NOT NULL REFERENCES sel_services (id) ON DELETE CASCADE,
    other_id BLOB NOT NULL REFERENCES sel_services (id) ON DELETE CASCADE,
    told_at TEXT NOT NULL,
    PRIMARY KEY (mine_id, other_id)
) STRICT;
CREATE INDEX sel_told_matches_of_other ON sel_told_matches (other_id);

-- What a message is about, as JSON: it keeps what it was called then, and is read with the message.
ALTER TABLE messages ADD COLUMN about TEXT CHECK (length(about) <= 2000);

-- A picture of an offer or a request.
ALTER TABLE files ADD COLUMN service_id BLOB REFERENCES sel_services (id) ON DELETE SET NULL;
CREATE INDEX files_of_service ON files (service_id) WHERE service_id IS NOT NULL;

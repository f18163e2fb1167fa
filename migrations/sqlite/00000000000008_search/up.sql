-- Finding words in messages: their text as plain letters, and the stems of their French and Dutch forms (both made by us, the same on both
-- databases), and what the database finds them by. Twin of ../../postgres/00000000000008_search; tests compare the two. Rows for the messages
-- of before are written when a node starts.
CREATE TABLE message_words (
    -- in the order in which they were written: what was said last is found first
    id INTEGER PRIMARY KEY NOT NULL,
    message_id BLOB NOT NULL UNIQUE REFERENCES messages (id) ON DELETE CASCADE CHECK (length(message_id) = 16),
    conversation_id BLOB NOT NULL,
    -- '' while the message is deleted or hidden
    words TEXT NOT NULL,
    -- those that are not words of the message themselves
    stems TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE message_finder USING fts5(words, stems, content = 'message_words', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
-- what was erased is not left in the index until its pages are merged
INSERT INTO message_finder (message_finder, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER message_words_come AFTER INSERT ON message_words BEGIN
    INSERT INTO message_finder (rowid, words, stems) VALUES (new.id, new.words, new.stems);
END;
CREATE TRIGGER message_words_go AFTER DELETE ON message_words BEGIN
    INSERT INTO message_finder (message_finder, rowid, words, stems) VALUES ('delete', old.id, old.words, old.stems);
END;
CREATE TRIGGER message_words_change AFTER UPDATE OF words, stems ON message_words BEGIN
    INSERT INTO message_finder (message_finder, rowid, words, stems) VALUES ('delete', old.id, old.words, old.stems);
    INSERT INTO message_finder (rowid, words, stems) VALUES (new.id, new.words, new.stems);
END;

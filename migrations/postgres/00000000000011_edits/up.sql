-- What messages said before they were edited.
-- Twin of ../../sqlite/00000000000011_edits; tests compare the two.
CREATE TABLE message_edits (
    message_id UUID NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    -- 1 for the first text
    number INTEGER NOT NULL CHECK (number >= 1),
    content TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL,
    PRIMARY KEY (message_id, number)
);

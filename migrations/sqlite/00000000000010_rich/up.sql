-- What hangs on messages: reactions, mentions, polls; and what is not a message yet: scheduled messages and drafts.
-- Twin of ../../postgres/00000000000010_rich; tests compare the two.

-- An emoji of somebody on a message.
CREATE TABLE reactions (
    message_id BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- in full spelling, with every variation selector
    emoji TEXT NOT NULL CHECK (length(emoji) BETWEEN 1 AND 16),
    created_at TEXT NOT NULL,
    PRIMARY KEY (message_id, emoji, account_id)
) STRICT;
CREATE INDEX reactions_of_account ON reactions (account_id);

-- Somebody, or everybody, spoken to in a message.
CREATE TABLE message_mentions (
    message_id BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    -- in the order of the author
    place INTEGER NOT NULL CHECK (place BETWEEN 0 AND 20),
    conversation_id BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    -- that of the message: what is unread is found without it
    number INTEGER NOT NULL CHECK (number >= 1),
    -- nobody: everybody in the room
    account_id BLOB REFERENCES accounts (id) ON DELETE CASCADE,
    -- as it stands in the text after the at sign
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 201),
    PRIMARY KEY (message_id, place)
) STRICT;
CREATE INDEX message_mentions_of_room ON message_mentions (conversation_id, number);
CREATE INDEX message_mentions_of_account ON message_mentions (account_id);

-- The poll of a message, whose content is the question.
CREATE TABLE polls (
    message_id BLOB PRIMARY KEY NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    is_several INTEGER NOT NULL CHECK (is_several IN (0, 1)),
    is_anonymous INTEGER NOT NULL CHECK (is_anonymous IN (0, 1)),
    -- when it closes by itself
    closes_at TEXT,
    -- when somebody closed it
    closed_at TEXT
) STRICT;

CREATE TABLE poll_options (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    message_id BLOB NOT NULL REFERENCES polls (message_id) ON DELETE CASCADE,
    place INTEGER NOT NULL CHECK (place BETWEEN 0 AND 9),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 100),
    UNIQUE (message_id, place)
) STRICT;

CREATE TABLE poll_votes (
    option_id BLOB NOT NULL REFERENCES poll_options (id) ON DELETE CASCADE,
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- that of the option: who has voted is counted without it
    message_id BLOB NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    PRIMARY KEY (option_id, account_id)
) STRICT;
CREATE INDEX poll_votes_of_message ON poll_votes (message_id, account_id);
CREATE INDEX poll_votes_of_account ON poll_votes (account_id);

-- A message that its author wants to be sent at a later time. It goes when it is sent.
CREATE TABLE scheduled_messages (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    conversation_id BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    content TEXT NOT NULL,
    reply_to BLOB REFERENCES messages (id) ON DELETE SET NULL,
    -- a JSON list of accounts
    mentions TEXT NOT NULL,
    mentions_everyone INTEGER NOT NULL CHECK (mentions_everyone IN (0, 1)),
    -- the number under which it will be sent, so that it is sent once
    client_msg_id BLOB NOT NULL CHECK (length(client_msg_id) = 16),
    send_at TEXT NOT NULL,
    -- why it was not sent: a code; its author decides
    refusal TEXT CHECK (length(refusal) BETWEEN 1 AND 40),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX scheduled_messages_of_account ON scheduled_messages (account_id, conversation_id, send_at);
CREATE INDEX scheduled_messages_of_room ON scheduled_messages (conversation_id);

-- What somebody has begun to write.
CREATE TABLE drafts (
    conversation_id BLOB NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    account_id BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- empty when it was taken back or sent: an older one of another device does not come again
    content TEXT NOT NULL CHECK (length(content) <= 2000),
    written_at TEXT NOT NULL,
    PRIMARY KEY (conversation_id, account_id)
) STRICT;
CREATE INDEX drafts_of_account ON drafts (account_id);

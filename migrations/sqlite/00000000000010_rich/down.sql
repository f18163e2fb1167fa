DROP TABLE drafts;
DROP TABLE scheduled_messages;
DROP TABLE poll_votes;
DROP TABLE poll_options;
DROP TABLE polls;
DROP TABLE message_mentions;
DROP TABLE reactions;
-- a poll without its answers is its question
UPDATE messages SET kind = 'text' WHERE kind = 'poll';

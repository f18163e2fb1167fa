ALTER TABLE schools DROP COLUMN keep_announcements_years;
ALTER TABLE schools DROP COLUMN keep_chat_days;
ALTER TABLE accounts DROP COLUMN quiet_to;
ALTER TABLE accounts DROP COLUMN quiet_from;
DROP INDEX messages_answering;
DROP INDEX messages_pinned;
DROP TABLE answers;
DROP TABLE moderator_terms;
ALTER TABLE conversations DROP COLUMN muted_until;
DROP TABLE mutes;
-- what was hidden is shown again as it was written
UPDATE messages SET content = (SELECT content FROM hidden_messages WHERE message_id = messages.id)
WHERE deleted_at IS NULL AND id IN (SELECT message_id FROM hidden_messages);
DROP TABLE hidden_messages;
DROP TABLE moderation_acts;
DROP TABLE moderation_reports;
DROP TABLE moderation_cases;

//! The SQL of a history and of a message as the store sends it, for measuring what the databases do without us; what reads ask of
//! PostgreSQL is written down while it is asked (`recorded.rs`). After a change of the store's statements these have to be looked at.

/// Who asks, who is in the room and what comes back: `?1` is the room, `?2` the account.
pub const SQLITE_HISTORY: [&str; 6] = [
    "SELECT s.id, m.role, m.status FROM sessions s JOIN accounts a ON a.id = s.account_id JOIN memberships m \
     ON m.account_id = a.id AND m.school_id = s.school_id JOIN schools c ON c.id = s.school_id WHERE s.account_id = ?2 AND s.revoked_at IS NULL",
    "SELECT module FROM school_modules WHERE is_on = 0 AND school_id = (SELECT school_id FROM conversations WHERE id = ?1)",
    "SELECT EXISTS (SELECT * FROM room_members WHERE conversation_id = ?1 AND account_id = ?2), \
     EXISTS (SELECT * FROM conversations WHERE id = ?1)",
    "SELECT epoch FROM instance WHERE id = 1",
    "SELECT last_seq FROM conversations WHERE id = ?1",
    "SELECT * FROM messages WHERE conversation_id = ?1 AND kind <> 'change' ORDER BY seq DESC LIMIT 51",
];

/// `?1` is the room, `?2` the account, `?3` an id, `?4` the text.
pub const SQLITE_SEND: [&str; 10] = [
    "SELECT s.id, m.role, m.status FROM sessions s JOIN accounts a ON a.id = s.account_id JOIN memberships m \
     ON m.account_id = a.id AND m.school_id = s.school_id JOIN schools c ON c.id = s.school_id WHERE s.account_id = ?2 AND s.revoked_at IS NULL",
    "UPDATE conversations SET last_seq = last_seq WHERE id = ?1 RETURNING last_seq",
    "SELECT account_id FROM room_members WHERE conversation_id = ?1 ORDER BY account_id",
    "SELECT id FROM messages WHERE conversation_id = ?1 AND sender_id = ?2 AND client_msg_id = ?3",
    "SELECT a.first_name, a.last_name, m.role FROM accounts a JOIN memberships m ON m.account_id = a.id WHERE a.id = ?2",
    "INSERT INTO messages (id, conversation_id, seq, number, sender_id, sender_name, sender_role, kind, content, client_msg_id, changed_seq, \
     created_at) VALUES (?3, ?1, (SELECT last_seq + 1 FROM conversations WHERE id = ?1), \
     (SELECT last_number + 1 FROM conversations WHERE id = ?1), ?2, 'Parent Mesure', 'parent', 'text', ?4, ?3, \
     (SELECT last_seq + 1 FROM conversations WHERE id = ?1), '2026-11-20 10:00:00.000000')",
    "UPDATE conversations SET last_seq = last_seq + 1, last_number = last_number + 1, last_message_at = '2026-11-20 10:00:00.000000' \
     WHERE id = ?1",
    "INSERT INTO message_words (message_id, conversation_id, words, stems) VALUES (?3, ?1, lower(?4), 'bott merc paren prete sort')",
    "SELECT account_id, last_read_seq FROM marks WHERE conversation_id = ?1 AND account_id = ?2",
    "INSERT INTO marks (conversation_id, account_id, last_read_seq, last_delivered_seq, last_read_number) \
     SELECT ?1, ?2, last_seq, last_seq, last_number FROM conversations WHERE id = ?1 ON CONFLICT (conversation_id, account_id) \
     DO UPDATE SET last_read_seq = excluded.last_read_seq, last_delivered_seq = excluded.last_delivered_seq, \
     last_read_number = excluded.last_read_number",
];

/// The same for `pgbench`.
pub const POSTGRES_SEND: &str = "\
SELECT s.id, m.role, m.status FROM sessions s JOIN accounts a ON a.id = s.account_id JOIN memberships m ON m.account_id = a.id AND m.school_id = s.school_id JOIN schools c ON c.id = s.school_id WHERE s.id = :session AND s.revoked_at IS NULL;
SELECT module FROM school_modules WHERE is_on = FALSE AND school_id = (SELECT school_id FROM sessions WHERE id = :session);
BEGIN;
SELECT s.id, m.role, m.status FROM sessions s JOIN accounts a ON a.id = s.account_id JOIN memberships m ON m.account_id = a.id AND m.school_id = s.school_id JOIN schools c ON c.id = s.school_id WHERE s.id = :session AND s.revoked_at IS NULL;
SELECT module FROM school_modules WHERE is_on = FALSE AND school_id = (SELECT school_id FROM sessions WHERE id = :session);
UPDATE conversations SET last_seq = last_seq WHERE id = :room RETURNING last_seq;
SELECT account_id FROM room_members WHERE conversation_id = :room ORDER BY account_id;
SELECT id FROM messages WHERE conversation_id = :room AND sender_id = :account AND client_msg_id = gen_random_uuid();
SELECT a.first_name, a.last_name, m.role FROM accounts a JOIN memberships m ON m.account_id = a.id WHERE a.id = :account;
INSERT INTO messages (id, conversation_id, seq, number, sender_id, sender_name, sender_role, kind, content, client_msg_id, changed_seq, created_at) SELECT gen_random_uuid(), id, last_seq + 1, last_number + 1, :account, 'Parent Mesure', 'parent', 'text', :content, gen_random_uuid(), last_seq + 1, now() FROM conversations WHERE id = :room;
UPDATE conversations SET last_seq = last_seq + 1, last_number = last_number + 1, last_message_at = now() WHERE id = :room;
INSERT INTO message_words (message_id, conversation_id, words, stems) SELECT id, conversation_id, lower(content), 'bott merc paren prete sort' FROM messages WHERE conversation_id = :room ORDER BY seq DESC LIMIT 1;
SELECT account_id, last_read_seq FROM marks WHERE conversation_id = :room AND account_id = :account;
INSERT INTO marks (conversation_id, account_id, last_read_seq, last_delivered_seq, last_read_number) SELECT id, :account, last_seq, last_seq, last_number FROM conversations WHERE id = :room ON CONFLICT (conversation_id, account_id) DO UPDATE SET last_read_seq = excluded.last_read_seq, last_delivered_seq = excluded.last_delivered_seq, last_read_number = excluded.last_read_number;
SELECT id FROM accounts WHERE id IN (SELECT account_id FROM room_members WHERE conversation_id = :room) AND read_receipts = FALSE;
COMMIT;
";

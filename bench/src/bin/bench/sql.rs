//! The SQL of a history and of a message, as the store sends it, for measuring what the databases do without us. After a change of the
//! store's statements these have to be looked at.

/// Who is in the room and what comes back: `?1` is the room, `?2` the account.
pub const SQLITE_HISTORY: [&str; 4] = [
    "SELECT EXISTS (SELECT * FROM room_members WHERE conversation_id = ?1 AND account_id = ?2), \
     EXISTS (SELECT * FROM conversations WHERE id = ?1)",
    "SELECT epoch FROM instance WHERE id = 1",
    "SELECT last_seq FROM conversations WHERE id = ?1",
    "SELECT id, conversation_id, seq, sender_id, sender_name, sender_role, kind, content, reply_to, client_msg_id, created_at \
     FROM messages WHERE conversation_id = ?1 ORDER BY seq DESC LIMIT 51",
];

/// `?1` is the room, `?2` the account, `?3` an id, `?4` the text.
pub const SQLITE_SEND: [&str; 9] = [
    "UPDATE conversations SET last_seq = last_seq + 1, last_message_at = '2026-11-20 10:00:00.000000' WHERE id = ?1 RETURNING last_seq",
    "SELECT account_id FROM room_members WHERE conversation_id = ?1 ORDER BY account_id",
    "SELECT id FROM messages WHERE conversation_id = ?1 AND sender_id = ?2 AND client_msg_id = ?3",
    "SELECT a.first_name, a.last_name, m.role FROM accounts a JOIN memberships m ON m.account_id = a.id WHERE a.id = ?2",
    "INSERT INTO messages (id, conversation_id, seq, sender_id, sender_name, sender_role, kind, content, client_msg_id, created_at) \
     VALUES (?3, ?1, (SELECT last_seq FROM conversations WHERE id = ?1), ?2, 'Parent Mesure', 'parent', 'text', ?4, ?3, \
     '2026-11-20 10:00:00.000000') RETURNING id",
    "INSERT INTO marks (conversation_id, account_id, last_read_seq, last_delivered_seq) VALUES (?1, ?2, 0, 0) ON CONFLICT DO NOTHING",
    "SELECT last_read_seq FROM marks WHERE conversation_id = ?1 AND account_id = ?2",
    "UPDATE marks SET last_read_seq = (SELECT last_seq FROM conversations WHERE id = ?1) \
     WHERE conversation_id = ?1 AND account_id = ?2",
    "UPDATE marks SET last_delivered_seq = (SELECT last_seq FROM conversations WHERE id = ?1) \
     WHERE conversation_id = ?1 AND account_id = ?2",
];

/// The same for `pgbench`.
pub const POSTGRES_HISTORY: &str = "\
SELECT EXISTS (SELECT * FROM room_members WHERE conversation_id = :room AND account_id = :account), EXISTS (SELECT * FROM conversations WHERE id = :room);
SELECT epoch FROM instance WHERE id = 1;
SELECT last_seq FROM conversations WHERE id = :room;
SELECT * FROM messages WHERE conversation_id = :room ORDER BY seq DESC LIMIT 51;
";

/// The same for `pgbench`.
pub const POSTGRES_SEND: &str = "\
SELECT EXISTS (SELECT * FROM room_members WHERE conversation_id = :room AND account_id = :account), EXISTS (SELECT * FROM conversations WHERE id = :room);
BEGIN;
UPDATE conversations SET last_seq = last_seq + 1, last_message_at = now() WHERE id = :room RETURNING last_seq;
SELECT account_id FROM room_members WHERE conversation_id = :room ORDER BY account_id;
SELECT id FROM messages WHERE conversation_id = :room AND sender_id = :account AND client_msg_id = gen_random_uuid();
SELECT a.first_name, a.last_name, m.role FROM accounts a JOIN memberships m ON m.account_id = a.id WHERE a.id = :account;
INSERT INTO messages (id, conversation_id, seq, sender_id, sender_name, sender_role, kind, content, client_msg_id, created_at) VALUES (gen_random_uuid(), :room, (SELECT last_seq FROM conversations WHERE id = :room), :account, 'Parent Mesure', 'parent', 'text', :content, gen_random_uuid(), now()) RETURNING id;
INSERT INTO marks (conversation_id, account_id, last_read_seq, last_delivered_seq) VALUES (:room, :account, 0, 0) ON CONFLICT DO NOTHING;
SELECT last_read_seq FROM marks WHERE conversation_id = :room AND account_id = :account;
UPDATE marks SET last_read_seq = (SELECT last_seq FROM conversations WHERE id = :room) WHERE conversation_id = :room AND account_id = :account;
UPDATE marks SET last_delivered_seq = (SELECT last_seq FROM conversations WHERE id = :room) WHERE conversation_id = :room AND account_id = :account;
COMMIT;
";

-- Who is in a conversation, found without a walk through the whole school. SQLite keeps no statistics of ours, and so it went through
-- every member of the school for each conversation, and through every child for each person. The view says the same as before; where it
-- says CROSS JOIN, SQLite joins what stands before it first.
-- Twin of ../../postgres/00000000000003_plans, where the index is enough.

CREATE INDEX guardian_links_of_account ON guardian_links (account_id, status);

DROP VIEW room_members;
CREATE VIEW room_members AS
SELECT p.conversation_id, p.account_id
FROM participants p
CROSS JOIN conversations c ON c.id = p.conversation_id
JOIN memberships m ON m.account_id = p.account_id AND m.school_id = c.school_id AND m.status = 'active'
JOIN accounts a ON a.id = p.account_id AND a.is_active
UNION
SELECT c.id AS conversation_id, g.account_id
FROM conversations c
JOIN enrolments e ON e.class_id = c.class_id AND e.ended_at IS NULL
JOIN guardian_links g ON g.child_id = e.child_id AND g.status = 'confirmed' AND g.in_force AND g.may_chat
CROSS JOIN memberships m ON m.account_id = g.account_id AND m.school_id = c.school_id AND m.status = 'active'
JOIN accounts a ON a.id = g.account_id AND a.is_active
UNION
SELECT c.id AS conversation_id, s.account_id
FROM conversations c
JOIN staff_assignments s ON s.class_id = c.class_id AND s.ended_at IS NULL
CROSS JOIN memberships m ON m.account_id = s.account_id AND m.school_id = c.school_id AND m.status = 'active'
    AND m.role IN ('teacher', 'direction', 'admin')
JOIN accounts a ON a.id = s.account_id AND a.is_active;

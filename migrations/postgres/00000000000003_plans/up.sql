-- The links of a person, found without a walk through those of the whole school.
-- Twin of ../../sqlite/00000000000003_plans, where the view is helped too.

CREATE INDEX guardian_links_of_account ON guardian_links (account_id, status);

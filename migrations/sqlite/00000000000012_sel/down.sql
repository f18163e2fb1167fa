DROP TABLE sel_checks;
DROP TABLE sel_events;
DROP TABLE sel_postings;
DROP TABLE sel_transfers;
DROP TABLE sel_holders;
DROP TABLE sel_accounts;
DROP TABLE sel_treasurers;
ALTER TABLE schools DROP COLUMN sel_shared_household;

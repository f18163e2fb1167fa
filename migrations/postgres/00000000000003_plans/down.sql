DROP INDEX guardian_links_of_account;

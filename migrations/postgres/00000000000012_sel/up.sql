-- The SEL: a time bank with double entry. Units leave one account and reach another by one transfer and two postings, which nobody changes.
-- Twin of ../../sqlite/00000000000012_sel; tests compare the two.

-- Whether the adults of a household share an account that is opened.
ALTER TABLE schools ADD COLUMN sel_shared_household BOOLEAN NOT NULL DEFAULT FALSE;

-- Who looks after the books, besides the direction and the admins.
CREATE TABLE sel_treasurers (
    school_id UUID NOT NULL REFERENCES schools (id),
    account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    PRIMARY KEY (school_id, account_id)
);

-- `balance` is the sum of the postings, `reserved` that of the proposals that wait, `lines` the number of the last posting. The limits are
-- checked here too, as the last line: not for the community, from which the openings come. `joined_id` is the account that this one became
-- a part of. Updating the row is the lock of the account.
CREATE TABLE sel_accounts (
    id UUID PRIMARY KEY NOT NULL,
    school_id UUID NOT NULL REFERENCES schools (id),
    kind TEXT NOT NULL CHECK (kind IN ('member', 'community')),
    balance INTEGER NOT NULL,
    reserved INTEGER NOT NULL CHECK (reserved >= 0),
    units_spent INTEGER NOT NULL CHECK (units_spent >= 0),
    units_earned INTEGER NOT NULL CHECK (units_earned >= 0),
    lines INTEGER NOT NULL CHECK (lines >= 0),
    created_at TIMESTAMP NOT NULL,
    closed_at TIMESTAMP,
    joined_id UUID REFERENCES sel_accounts (id),
    CHECK (kind = 'community' OR (balance BETWEEN -300 AND 600 AND balance - reserved >= -300))
);
CREATE UNIQUE INDEX sel_community ON sel_accounts (school_id) WHERE kind = 'community';
CREATE INDEX sel_accounts_of_school ON sel_accounts (school_id, kind);
CREATE INDEX sel_accounts_joined ON sel_accounts (joined_id) WHERE joined_id IS NOT NULL;

-- Whose account it is; several adults of a household may hold one.
CREATE TABLE sel_holders (
    account_id UUID NOT NULL REFERENCES accounts (id),
    school_id UUID NOT NULL REFERENCES schools (id),
    sel_account_id UUID NOT NULL REFERENCES sel_accounts (id),
    since TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, school_id)
);
CREATE INDEX sel_holders_of_account ON sel_holders (sel_account_id);

-- `from_person` and `to_person` are who was meant, the accounts whose units move. `search_key` is the description in plain letters.
CREATE TABLE sel_transfers (
    id UUID PRIMARY KEY NOT NULL,
    school_id UUID NOT NULL REFERENCES schools (id),
    kind TEXT NOT NULL CHECK (kind IN ('payment', 'gift', 'group', 'opening', 'correction', 'community_credit', 'settlement')),
    status TEXT NOT NULL CHECK (status IN ('proposed', 'reserved', 'accepted', 'refused', 'cancelled', 'expired', 'confirmed', 'disputed', 'resolved')),
    from_id UUID NOT NULL REFERENCES sel_accounts (id),
    to_id UUID NOT NULL REFERENCES sel_accounts (id),
    from_person UUID REFERENCES accounts (id),
    to_person UUID REFERENCES accounts (id),
    units INTEGER NOT NULL CHECK (units BETWEEN 1 AND 600),
    description TEXT NOT NULL CHECK (length(description) BETWEEN 1 AND 500),
    search_key TEXT NOT NULL,
    service_at TIMESTAMP,
    proposed_by UUID REFERENCES accounts (id),
    group_id UUID,
    corrects_id UUID REFERENCES sel_transfers (id),
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    completed_at TIMESTAMP,
    CHECK (from_id <> to_id),
    CHECK ((status IN ('accepted', 'confirmed', 'disputed', 'resolved')) = (completed_at IS NOT NULL))
);
CREATE INDEX sel_transfers_of_school ON sel_transfers (school_id, created_at);
CREATE INDEX sel_transfers_from ON sel_transfers (from_id, created_at);
CREATE INDEX sel_transfers_to ON sel_transfers (to_id, created_at);
CREATE INDEX sel_transfers_waiting ON sel_transfers (expires_at) WHERE status IN ('proposed', 'reserved');
CREATE INDEX sel_transfers_corrects ON sel_transfers (corrects_id) WHERE corrects_id IS NOT NULL;
-- an account is opened once, and so is a person's first
CREATE UNIQUE INDEX sel_openings ON sel_transfers (to_id) WHERE kind = 'opening';
CREATE UNIQUE INDEX sel_openings_of_person ON sel_transfers (school_id, to_person) WHERE kind = 'opening';

-- The books: two for each transfer that has moved, `number` 1, 2, 3 without holes on each account.
CREATE TABLE sel_postings (
    id UUID PRIMARY KEY NOT NULL,
    transfer_id UUID NOT NULL REFERENCES sel_transfers (id),
    account_id UUID NOT NULL REFERENCES sel_accounts (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    units INTEGER NOT NULL CHECK (units <> 0),
    balance_after INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (transfer_id, account_id),
    UNIQUE (account_id, number)
);

-- What was done to a transfer: `act` is absent for the proposal, `by_id` for what the house did.
CREATE TABLE sel_events (
    id UUID PRIMARY KEY NOT NULL,
    transfer_id UUID NOT NULL REFERENCES sel_transfers (id),
    status TEXT NOT NULL CHECK (status IN ('proposed', 'reserved', 'accepted', 'refused', 'cancelled', 'expired', 'confirmed', 'disputed', 'resolved')),
    act TEXT CHECK (act IN ('approve', 'refuse', 'cancel', 'expire', 'confirm', 'dispute', 'resolve')),
    by_id UUID REFERENCES accounts (id),
    reason TEXT CHECK (length(reason) BETWEEN 1 AND 500),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX sel_events_of_transfer ON sel_events (transfer_id, id);

-- Checks of the books.
CREATE TABLE sel_checks (
    id UUID PRIMARY KEY NOT NULL,
    school_id UUID NOT NULL REFERENCES schools (id),
    total BIGINT NOT NULL,
    accounts BIGINT NOT NULL,
    postings BIGINT NOT NULL,
    wrong_balances BIGINT NOT NULL,
    beyond_limits BIGINT NOT NULL,
    wrong_reserved BIGINT NOT NULL,
    wrong_transfers BIGINT NOT NULL,
    checked_at TIMESTAMP NOT NULL
);
CREATE INDEX sel_checks_of_school ON sel_checks (school_id, checked_at);

-- The books and the story are written once; only the demo school may start over.
CREATE FUNCTION sel_books_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT 1 FROM sel_transfers t JOIN schools s ON s.id = t.school_id WHERE t.id = OLD.transfer_id AND s.demo) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the books of the SEL are never changed or removed';
END
$$;
CREATE TRIGGER sel_postings_stay BEFORE UPDATE OR DELETE ON sel_postings
    FOR EACH ROW EXECUTE FUNCTION sel_books_refuse();
CREATE TRIGGER sel_postings_not_emptied BEFORE TRUNCATE ON sel_postings
    FOR EACH STATEMENT EXECUTE FUNCTION sel_books_refuse();
CREATE TRIGGER sel_events_stay BEFORE UPDATE OR DELETE ON sel_events
    FOR EACH ROW EXECUTE FUNCTION sel_books_refuse();
CREATE TRIGGER sel_events_not_emptied BEFORE TRUNCATE ON sel_events
    FOR EACH STATEMENT EXECUTE FUNCTION sel_books_refuse();

-- Files: uploaded first, then hung on a message, an announcement or a room. The bytes are elsewhere, under a random name.
-- Twin of ../../sqlite/00000000000006_files; tests compare the two.

CREATE TABLE files (
    id UUID PRIMARY KEY NOT NULL,
    school_id UUID NOT NULL REFERENCES schools (id),
    owner_id UUID REFERENCES accounts (id) ON DELETE SET NULL,
    -- arriving: its bytes are being put away; kept: it may be sent; attached: it hangs on something
    state TEXT NOT NULL CHECK (state IN ('arriving', 'kept', 'attached')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    media_type TEXT NOT NULL CHECK (length(media_type) <= 100),
    bytes BIGINT NOT NULL CHECK (bytes >= 0),
    -- of pictures
    width INTEGER CHECK (width > 0),
    height INTEGER CHECK (height > 0),
    placeholder TEXT CHECK (length(placeholder) <= 100),
    small_media_type TEXT CHECK (length(small_media_type) <= 100),
    small_bytes BIGINT CHECK (small_bytes > 0),
    -- the name of the bytes; a forwarded file has the same as the first one
    blob TEXT NOT NULL CHECK (length(blob) = 32),
    -- what it hangs on; when that is gone without a word, the file is a stray and goes as well
    message_id UUID REFERENCES messages (id) ON DELETE SET NULL,
    room_id UUID REFERENCES conversations (id) ON DELETE SET NULL,
    -- no key, because announcements come later than files
    announcement_id UUID,
    -- which of several
    place INTEGER NOT NULL DEFAULT 0 CHECK (place >= 0),
    -- until when it waits to be sent
    kept_until TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CHECK ((width IS NULL) = (height IS NULL)),
    CHECK ((small_media_type IS NULL) = (small_bytes IS NULL))
);
CREATE INDEX files_of_message ON files (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX files_of_room ON files (room_id) WHERE room_id IS NOT NULL;
CREATE INDEX files_of_announcement ON files (announcement_id) WHERE announcement_id IS NOT NULL;
CREATE INDEX files_of_owner ON files (owner_id);
CREATE INDEX files_of_blob ON files (blob);
CREATE INDEX files_waiting ON files (kept_until) WHERE state <> 'attached';

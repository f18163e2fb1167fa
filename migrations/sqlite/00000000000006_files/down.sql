-- The bytes stay where they are kept; nothing points to them any more.
DROP TABLE files;

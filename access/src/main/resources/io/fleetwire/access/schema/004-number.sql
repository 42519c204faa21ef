-- The last number that a user or a role was given. What had it may be gone, and still be named: by a
-- link that lets somebody join in that role, by a team that somebody was in.
CREATE TABLE access_number (
  name  TEXT PRIMARY KEY,  -- of what it is
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO access_number (name, value) SELECT 'USER', coalesce(max(id), 0) FROM user_account;
INSERT INTO access_number (name, value) SELECT 'ROLE', coalesce(max(id), 0) FROM role;

-- What people see of themselves and each other. Times are epoch milliseconds.

-- From where somebody signed in, for them to recognize; to the minute, when a key was used last.
ALTER TABLE session ADD COLUMN remote_address TEXT NOT NULL DEFAULT '';
ALTER TABLE api_key ADD COLUMN used_at INTEGER;  -- null: never

-- A one-time link by which somebody joins and sets their password. The token is in the link; here
-- is its SHA-256.
CREATE TABLE invitation (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  token_hash      BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  organization_id INTEGER NOT NULL REFERENCES organization (id),
  email           TEXT NOT NULL CHECK (email = lower(email)),
  role            TEXT NOT NULL CHECK (role <> 'owner'),
  invited_by      TEXT NOT NULL,                  -- an email address
  created_at      INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL,
  UNIQUE (organization_id, email)
) STRICT;
CREATE INDEX invitation_by_expiry ON invitation (expires_at);

CREATE INDEX audit_entry_by_action ON audit_entry (organization_id, action, id);

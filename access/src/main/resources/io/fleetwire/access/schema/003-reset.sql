-- A one-time link by which somebody who has forgotten their password sets another one. The token is
-- in the link; here is its SHA-256. Times are epoch milliseconds.
CREATE TABLE password_reset (
  user_id    INTEGER PRIMARY KEY REFERENCES user_account (id),
  token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  maker_id   INTEGER REFERENCES user_account (id), -- null: whoever runs the server, on its terminal
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX password_reset_by_maker ON password_reset (maker_id);
CREATE INDEX password_reset_by_expiry ON password_reset (expires_at);

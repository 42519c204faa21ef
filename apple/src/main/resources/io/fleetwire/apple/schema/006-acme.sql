-- Orders of ACME (RFC 8555). There is one for each one-time password that somebody has brought, so
-- that strangers can make none. An account is its key, and is kept nowhere.
CREATE TABLE apple_acme_order (
  id             TEXT PRIMARY KEY,
  identifier     TEXT NOT NULL,       -- the password itself, which its order repeats (ClientIdentifier)
  challenge_hash TEXT NOT NULL,       -- its row in apple_challenge
  account        TEXT NOT NULL,       -- the hash of the account's key (RFC 7638)
  token          TEXT NOT NULL,       -- what an attestation must be for
  state          TEXT NOT NULL CHECK (state IN ('PENDING', 'READY', 'VALID', 'INVALID')),
  problem        TEXT NOT NULL,       -- why it is invalid; else empty
  validated_at   INTEGER,             -- when the challenge was met
  key_hash       TEXT,                -- SHA-256 of the key that was attested, if any was
  serial         TEXT NOT NULL,       -- as attested; may be empty
  udid           TEXT NOT NULL,       -- the same
  expires_at     INTEGER NOT NULL,    -- with the password
  CHECK ((validated_at IS NULL) = (state IN ('PENDING', 'INVALID')))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX apple_acme_order_challenge ON apple_acme_order (challenge_hash);
CREATE INDEX apple_acme_order_account ON apple_acme_order (account);
CREATE INDEX apple_acme_order_expiry ON apple_acme_order (expires_at);

-- Certificates whose keys were attested, and for which device.
CREATE TABLE apple_attestation (
  print       TEXT PRIMARY KEY,       -- of the certificate that was issued for it
  serial      TEXT NOT NULL,          -- as attested; empty when the maker keeps it to himself
  udid        TEXT NOT NULL,          -- the same
  attested_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Apple's devices, as far as the protocol needs a memory. Times are epoch milliseconds; prints are
-- SHA-256 of a certificate in DER, in hexadecimal digits.

-- Who issues the devices' certificates. One row, made at the first start: when it is lost, every
-- device must enrol anew.
CREATE TABLE apple_authority (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  private_key BLOB NOT NULL,          -- PKCS #8
  certificate BLOB NOT NULL,          -- X.509 in DER
  created_at  INTEGER NOT NULL
) STRICT;

-- One-time passwords that enrolment profiles carry.
CREATE TABLE apple_challenge (
  hash        TEXT PRIMARY KEY,       -- SHA-256 of the password, which itself is kept nowhere
  expires_at  INTEGER NOT NULL,
  key_hash    TEXT,                   -- used: by the key with this SHA-256,
  certificate BLOB,                   -- which got this; it gets it again when it asks again
  CHECK ((key_hash IS NULL) = (certificate IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX apple_challenge_expiry ON apple_challenge (expires_at);

-- Certificates that took the place of another one.
CREATE TABLE apple_renewal (
  print        TEXT PRIMARY KEY,      -- the new one
  renewed_from TEXT NOT NULL,         -- the one that asked for it
  issued_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE apple_device (
  device_id       TEXT PRIMARY KEY,   -- UDID or EnrollmentID
  print           TEXT NOT NULL,      -- its certificate: pinned at first use
  pinned_at       INTEGER NOT NULL,
  product         TEXT NOT NULL,      -- as it said when it enrolled; empty when it did not
  os_version      TEXT NOT NULL,      -- the same
  bootstrap_token BLOB                -- escrowed by a Mac
) STRICT, WITHOUT ROWID;

-- One certificate is one device.
CREATE UNIQUE INDEX apple_device_print ON apple_device (print);

CREATE TABLE apple_channel (
  channel_id   TEXT PRIMARY KEY,      -- the device, or the device and a user
  device_id    TEXT NOT NULL,
  last_result  TEXT,                  -- the last result that the backend has taken: SHA-256
  ddm_token    TEXT,                  -- the last DeclarationsToken that was told
  ddm_token_at INTEGER,               -- since when, in whole seconds; never goes back
  CHECK ((ddm_token IS NULL) = (ddm_token_at IS NULL))
) STRICT, WITHOUT ROWID;

-- The engine's endpoint that stands for the management backend.
CREATE TABLE apple_backend (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  endpoint_id INTEGER NOT NULL CHECK (endpoint_id > 0)
) STRICT;

-- What people look at: who is enrolled, what was said, what the backend was asked. Nothing that
-- answers a device reads it. It is written a moment behind, so that no device waits for it: a crash
-- may lose the last second of it.

CREATE TABLE apple_enrolment (
  channel_id        TEXT PRIMARY KEY,   -- the device, or the device and a user
  device_id         TEXT NOT NULL,      -- the device's own channel
  user_id           TEXT NOT NULL,      -- empty for a device
  user_name         TEXT NOT NULL,      -- the short name; empty for a device
  serial            TEXT NOT NULL,      -- this and the next three as the device said, or empty
  model             TEXT NOT NULL,
  name              TEXT NOT NULL,
  os_version        TEXT NOT NULL,
  topic             TEXT NOT NULL,      -- of the push certificate; empty when it is not known
  state             TEXT NOT NULL CHECK (state IN ('ENROLLING', 'ENROLLED', 'LEFT')),
  enrolled_at       INTEGER,            -- the first TokenUpdate since it began to enrol
  seen_at           INTEGER NOT NULL,
  certificate_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX apple_enrolment_device ON apple_enrolment (device_id);
CREATE INDEX apple_enrolment_serial ON apple_enrolment (serial);
CREATE INDEX apple_enrolment_user ON apple_enrolment (user_name);
CREATE INDEX apple_enrolment_left ON apple_enrolment (seen_at) WHERE state = 'LEFT';

-- One line for each thing that a channel said or was told.
CREATE TABLE apple_line (
  id           INTEGER PRIMARY KEY,
  channel_id   TEXT NOT NULL,
  at           INTEGER NOT NULL,
  kind         TEXT NOT NULL,
  title        TEXT NOT NULL,           -- the message, the command, the declaration
  detail       TEXT NOT NULL,           -- how it ended, in words; may be empty
  command_uuid TEXT NOT NULL,           -- joins a command and its results; may be empty
  trace        TEXT NOT NULL            -- the request's name in the log
) STRICT;

CREATE INDEX apple_line_channel ON apple_line (channel_id, id);

-- One line for each call of the backend.
CREATE TABLE apple_call (
  id         INTEGER PRIMARY KEY,
  channel_id TEXT NOT NULL,             -- empty for files, which name no device
  at         INTEGER NOT NULL,          -- when it began
  path       TEXT NOT NULL,             -- behind /webhook/apple/
  outcome    TEXT NOT NULL,             -- the status, the error that the backend named, or why there is none
  good       INTEGER NOT NULL CHECK (good IN (0, 1)),
  millis     INTEGER NOT NULL,
  trace      TEXT NOT NULL
) STRICT;

CREATE INDEX apple_call_channel ON apple_call (channel_id, id);

-- What a channel last reported of each of its declarations.
CREATE TABLE apple_declaration (
  channel_id   TEXT NOT NULL,
  kind         TEXT NOT NULL,           -- as the report has it: activations, configurations and so on
  identifier   TEXT NOT NULL,
  server_token TEXT NOT NULL,
  active       INTEGER NOT NULL CHECK (active IN (0, 1)),
  valid        TEXT NOT NULL,           -- unknown, invalid or valid
  reasons      TEXT NOT NULL,           -- why it is invalid, in words; may be empty
  at           INTEGER NOT NULL,
  PRIMARY KEY (channel_id, kind, identifier)
) STRICT, WITHOUT ROWID;

-- Codes that open the enrolment profile.
CREATE TABLE apple_enrol_code (
  hash       TEXT PRIMARY KEY,          -- SHA-256 of the code, which itself is kept nowhere
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX apple_enrol_code_expiry ON apple_enrol_code (expires_at);

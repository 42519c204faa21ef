-- The device lab. Times are epoch milliseconds. Organizations are those of the room access; there
-- are no references across rooms.

-- A machine that devices hang on, with an agent that reports them.
CREATE TABLE lab_host (
  id           INTEGER PRIMARY KEY CHECK (id > 0),
  organization INTEGER NOT NULL CHECK (organization > 0),
  name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  hosting      TEXT NOT NULL           -- what devices become that are first seen here
               CHECK (hosting IN ('public', 'private', 'local')),
  heard_at     INTEGER,                -- last heartbeat or report; null: never
  down_since   INTEGER,                -- null: up, as far as anybody knows
  created_at   INTEGER NOT NULL,
  UNIQUE (organization, name)
) STRICT;
CREATE INDEX lab_host_up ON lab_host (heard_at) WHERE heard_at IS NOT NULL AND down_since IS NULL;

-- How far each agent's numbered reports have been taken: what makes sending again harmless.
CREATE TABLE lab_stream (
  host     INTEGER NOT NULL REFERENCES lab_host (id) ON DELETE CASCADE,
  stream   TEXT NOT NULL CHECK (length(stream) BETWEEN 1 AND 64),
  sequence INTEGER NOT NULL CHECK (sequence >= 0), -- the highest that is durable
  used_at  INTEGER NOT NULL,
  PRIMARY KEY (host, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE lab_device (
  id               INTEGER PRIMARY KEY CHECK (id > 0),
  organization     INTEGER NOT NULL CHECK (organization > 0),
  udid             TEXT NOT NULL CHECK (length(udid) BETWEEN 1 AND 128),
  host             INTEGER REFERENCES lab_host (id), -- null: reported by nobody yet, or not any more
  hosting          TEXT NOT NULL CHECK (hosting IN ('public', 'private', 'local')),
  name             TEXT NOT NULL,      -- the official one, which callbacks carry
  custom_name      TEXT NOT NULL,      -- what its people call it, or empty
  model            TEXT NOT NULL,
  manufacturer     TEXT NOT NULL,
  platform         TEXT NOT NULL CHECK (platform IN ('android', 'ios')),
  platform_version TEXT NOT NULL,
  width            INTEGER NOT NULL,   -- pixels; 0: not known
  height           INTEGER NOT NULL,
  hidden           INTEGER NOT NULL CHECK (hidden IN (0, 1)),          -- a view only
  appium_disabled  INTEGER NOT NULL CHECK (appium_disabled IN (0, 1)),
  status           TEXT NOT NULL CHECK (status IN ('online', 'offline')), -- the vendor's column
  state            TEXT NOT NULL       -- the vendor's other column
                   CHECK (state IN ('activated', 'utilizing', 'unplugged', 'error')),
  message          TEXT NOT NULL,      -- why, in the agent's words
  forced_offline   INTEGER NOT NULL CHECK (forced_offline IN (0, 1)),
  effective        TEXT NOT NULL       -- what follows from all of these, and was told
                   CHECK (effective IN ('none', 'online', 'offline', 'utilizing', 'unplugged')),
  changed_at       INTEGER NOT NULL,   -- when that became so
  created_at       INTEGER NOT NULL,
  UNIQUE (organization, udid)
) STRICT;
CREATE INDEX lab_device_host ON lab_device (host);
CREATE INDEX lab_device_public ON lab_device (id) WHERE hosting = 'public';

-- Numbers that are never used again, also when what had them is deleted: receivers keep them.
CREATE TABLE lab_number (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

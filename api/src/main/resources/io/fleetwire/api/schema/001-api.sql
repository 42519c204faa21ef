-- What our own API keeps beside the engine. Times are epoch milliseconds.

-- The catalogue of an organization: which types of events it may publish.
CREATE TABLE api_event_type (
  id              INTEGER PRIMARY KEY,            -- grows with each creation
  organization_id INTEGER NOT NULL CHECK (organization_id > 0),
  name            TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 128),
  description     TEXT NOT NULL,                  -- may be empty
  schema          TEXT,                           -- a JSON Schema for the data, if there is one
  version         INTEGER NOT NULL CHECK (version > 0), -- counts changes; the entity tag
  created_at      INTEGER NOT NULL,
  changed_at      INTEGER NOT NULL,
  archived_at     INTEGER,                        -- since when nothing of it can be published
  UNIQUE (organization_id, name)
) STRICT;

-- What the engine does not know of an endpoint that was made here.
CREATE TABLE api_endpoint (
  endpoint_id     INTEGER PRIMARY KEY CHECK (endpoint_id > 0), -- the engine's id
  organization_id INTEGER NOT NULL CHECK (organization_id > 0),
  description     TEXT NOT NULL,                  -- may be empty
  version         INTEGER NOT NULL CHECK (version > 0), -- counts changes; the entity tag
  created_at      INTEGER NOT NULL,
  changed_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX api_endpoint_by_organization ON api_endpoint (organization_id, endpoint_id);

-- What was answered to those who may ask again with the same key.
CREATE TABLE api_answer (
  id              INTEGER PRIMARY KEY,            -- grows with time: the oldest go first
  organization_id INTEGER NOT NULL CHECK (organization_id > 0),
  key_hash        BLOB NOT NULL CHECK (length(key_hash) = 32),  -- SHA-256 of kind and key
  digest          BLOB NOT NULL CHECK (length(digest) = 32),    -- SHA-256 of what was sent
  answer          TEXT NOT NULL,                  -- the receipts, as JSON
  created_at      INTEGER NOT NULL,
  UNIQUE (organization_id, key_hash)
) STRICT;

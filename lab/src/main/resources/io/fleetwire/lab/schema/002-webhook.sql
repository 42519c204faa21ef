-- Who is told of what. Each webhook is also an endpoint of the engine. Names are compared byte by
-- byte: Lab and lab may both be there.
CREATE TABLE lab_webhook (
  id           INTEGER PRIMARY KEY CHECK (id > 0),
  organization INTEGER NOT NULL CHECK (organization > 0),
  endpoint     INTEGER NOT NULL UNIQUE,
  name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
  url          TEXT NOT NULL CHECK (length(url) BETWEEN 1 AND 512),
  description  TEXT NOT NULL CHECK (length(description) <= 512),
  events       TEXT NOT NULL CHECK (length(events) > 0), -- activities, separated by blanks
  options      TEXT NOT NULL,           -- what the vendor does not have, as JSON
  created_at   INTEGER NOT NULL,
  changed_at   INTEGER NOT NULL,
  created_by   TEXT NOT NULL,
  UNIQUE (organization, name)
) STRICT;

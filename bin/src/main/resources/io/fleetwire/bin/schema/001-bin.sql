-- Request bins. Times are epoch milliseconds. Organizations are those of the room access; there are
-- no references across rooms.

CREATE TABLE bin (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  organization INTEGER NOT NULL CHECK (organization > 0),
  token        TEXT NOT NULL UNIQUE CHECK (length(token) = 32), -- its address; whoever has it can send
  name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  origin       TEXT NOT NULL,          -- how its maker had come to this server: http://host:port
  answer       TEXT NOT NULL           -- what whoever sends is told
               CHECK (answer IN ('take', 'fail', 'busy', 'gone', 'slow')),
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX bin_by_organization ON bin (organization, id);

-- What came to a bin: the newest, within limits of number and bytes.
CREATE TABLE bin_catch (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  bin         INTEGER NOT NULL REFERENCES bin (id) ON DELETE CASCADE,
  received_at INTEGER NOT NULL,
  sender      TEXT NOT NULL,           -- an address, or empty: this server, without a network
  title       TEXT NOT NULL,           -- the type of its event, or empty
  headers     TEXT NOT NULL,           -- one a line; credentials are masked
  body        BLOB NOT NULL,
  answered    INTEGER NOT NULL,        -- the status
  verdict     TEXT NOT NULL            -- what its signatures were worth when it came
              CHECK (verdict IN ('valid', 'wrong', 'unsigned')),
  scheme      TEXT NOT NULL,           -- of its signature, or empty
  words       TEXT NOT NULL            -- what was found, for people
) STRICT;
CREATE INDEX bin_catch_by_bin ON bin_catch (bin, id);
CREATE INDEX bin_catch_by_age ON bin_catch (received_at);

-- What became of each device, whether or not anybody was told: a row for each change of its columns,
-- and for the beginning and the end of a booking, written in the commit of the change. Rows of one
-- device lie side by side, so that a change touches one page of its own and its timeline is one read.
CREATE TABLE lab_history (
  device         INTEGER NOT NULL REFERENCES lab_device (id) ON DELETE CASCADE,
  number         INTEGER NOT NULL CHECK (number >= 1), -- of this device
  noted_at       INTEGER NOT NULL,      -- when it was written down: what its age is counted from
  at             INTEGER NOT NULL,      -- when it happened, by the clock of who says so
  kind           TEXT NOT NULL CHECK (kind IN ('change', 'retained', 'released')),
  previous       TEXT NOT NULL          -- the effective status before; of a booking, the one now
                 CHECK (previous IN ('none', 'online', 'offline', 'utilizing', 'unplugged')),
  effective      TEXT NOT NULL
                 CHECK (effective IN ('none', 'online', 'offline', 'utilizing', 'unplugged')),
  status         TEXT NOT NULL CHECK (status IN ('online', 'offline')),
  state          TEXT NOT NULL CHECK (state IN ('activated', 'utilizing', 'unplugged', 'error')),
  forced_offline INTEGER NOT NULL CHECK (forced_offline IN (0, 1)),
  message        TEXT NOT NULL,         -- why, in the words of who says so; of a booking, whose it is
  host           TEXT NOT NULL,         -- the name of the host that it hung on then, or empty
  source         TEXT NOT NULL CHECK (source IN ('agent', 'host', 'person', 'time')),
  who            TEXT NOT NULL,         -- the host's name, the person's login, or empty
  trace          TEXT NOT NULL,         -- of the request, as in the log
  PRIMARY KEY (device, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX lab_history_age ON lab_history (noted_at);

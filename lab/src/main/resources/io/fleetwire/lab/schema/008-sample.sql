-- Stories that simulated devices go through: one of an organization at a time. A row is there while
-- its host is heard.
CREATE TABLE lab_sample (
  organization INTEGER PRIMARY KEY CHECK (organization > 0),
  stream       TEXT NOT NULL CHECK (length(stream) BETWEEN 1 AND 64), -- numbers the reports of one telling
  step         INTEGER NOT NULL CHECK (step >= 0),  -- the next one
  due_at       INTEGER NOT NULL,
  ends_at      INTEGER NOT NULL                     -- when its host falls silent
) STRICT, WITHOUT ROWID;
CREATE INDEX lab_sample_by_due ON lab_sample (due_at);

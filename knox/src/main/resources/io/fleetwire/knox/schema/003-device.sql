-- The devices of all organizations. An identifier belongs to one organization at most.
CREATE TABLE kdms_device (
  -- grows with each upload, and so gives the order of lists; printed by DeviceId
  id INTEGER PRIMARY KEY,
  -- an IMEI, MEID or serial number, trimmed and in capitals
  identifier TEXT NOT NULL UNIQUE CHECK (length(identifier) BETWEEN 6 AND 18),
  organization INTEGER NOT NULL CHECK (organization > 0),
  -- whether it is handed on to Knox Asset Intelligence
  kai INTEGER NOT NULL CHECK (kai IN (0, 1)),
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
);

CREATE INDEX kdms_device_organization ON kdms_device (organization, id);

-- Uploads and deletions: accepted at once, done piece by piece.
CREATE TABLE kdms_operation (
  id INTEGER PRIMARY KEY,
  -- the name that callers see: 24 hexadecimal digits
  operation TEXT NOT NULL UNIQUE CHECK (length(operation) = 24),
  organization INTEGER NOT NULL CHECK (organization > 0),
  kind TEXT NOT NULL CHECK (kind IN ('upload', 'delete')),
  -- whether Knox Asset Intelligence is named as the target
  kai INTEGER NOT NULL CHECK (kai IN (0, 1)),
  -- T and 12 hexadecimal digits, as acknowledged
  transaction_name TEXT NOT NULL,
  -- the caller's X-WSM-TXID, or ours
  trace TEXT NOT NULL,
  -- different identifiers, and how many more were named again
  total INTEGER NOT NULL CHECK (total > 0),
  duplicates INTEGER NOT NULL CHECK (duplicates >= 0),
  -- of how many chunks, how many are done
  chunks INTEGER NOT NULL CHECK (chunks > 0),
  chunks_done INTEGER NOT NULL CHECK (chunks_done BETWEEN 0 AND chunks),
  succeeded INTEGER NOT NULL CHECK (succeeded >= 0),
  failed INTEGER NOT NULL CHECK (failed >= 0),
  created_at INTEGER NOT NULL,
  -- when its last chunk was done, or it was created: who waits longest comes next
  served_at INTEGER NOT NULL,
  -- set by the transaction that does the last chunk and accepts the event
  finished_at INTEGER,
  CHECK (succeeded + failed <= total),
  CHECK ((finished_at IS NOT NULL) = (chunks_done = chunks)),
  CHECK (finished_at IS NULL OR succeeded + failed = total)
);

CREATE INDEX kdms_operation_waiting ON kdms_operation (served_at, id)
  WHERE finished_at IS NULL;
CREATE INDEX kdms_operation_waiting_of ON kdms_operation (organization)
  WHERE finished_at IS NULL;
CREATE INDEX kdms_operation_finished ON kdms_operation (finished_at)
  WHERE finished_at IS NOT NULL;

-- A piece of an operation's identifiers, with their results once it is done.
CREATE TABLE kdms_operation_chunk (
  -- kdms_operation.id
  operation INTEGER NOT NULL REFERENCES kdms_operation (id),
  -- from 0
  number INTEGER NOT NULL CHECK (number >= 0),
  -- how many identifiers come before it
  first INTEGER NOT NULL CHECK (first >= 0),
  -- see DeviceEntries
  entries BLOB NOT NULL,
  PRIMARY KEY (operation, number)
);

-- The engine's tables. Times are epoch milliseconds, ids are the engine's 63-bit numbers, which
-- grow with time: a table whose key begins with one is written at its right edge.
--
-- Sets of words are written as chains of OR: SQLite makes a temporary tree of a longer IN list each
-- time that it checks one, which costs more than the rest of the insert.
--
-- The state of a delivery is the table that it is in: held_delivery, waiting_delivery,
-- following_delivery, or none of them, and then ended_delivery or its last attempt says how it
-- ended. There are no foreign keys between these tables: the engine checks what it writes, and
-- dropping old events must not look for deliveries one by one.

CREATE TABLE endpoint (
  endpoint_id       INTEGER PRIMARY KEY CHECK (endpoint_id > 0), -- never used again
  organization_id   INTEGER NOT NULL CHECK (organization_id > 0), -- whose events it is told of
  format            TEXT NOT NULL,    -- name of the callback format that writes its requests
  reference         TEXT NOT NULL,    -- what the dialect calls it: a subscription id, a number
  url               TEXT NOT NULL,    -- where requests go
  retry_delays      TEXT NOT NULL,    -- milliseconds before each attempt, separated by commas
  retry_jitter      REAL NOT NULL     -- by which part of itself each wait is spread
                    CHECK (retry_jitter >= 0 AND retry_jitter < 1),
  client_errors     TEXT NOT NULL     -- what an answer of 4xx leads to
                    CHECK (client_errors IN ('retry', 'give-up')),
  connect_millis    INTEGER NOT NULL CHECK (connect_millis > 0),    -- budget to connect
  first_byte_millis INTEGER NOT NULL CHECK (first_byte_millis > 0), -- budget to the first byte
  total_millis      INTEGER NOT NULL                                -- budget of the whole attempt
                    CHECK (total_millis >= connect_millis),
  body_bytes_max    INTEGER NOT NULL CHECK (body_bytes_max >= 0),   -- what is read of an answer
  concurrency_max   INTEGER NOT NULL  -- requests at a time
                    CHECK (concurrency_max BETWEEN 1 AND 64),
  ordering          TEXT NOT NULL     -- in which order requests are sent
                    CHECK (ordering IN ('unordered', 'by-subject', 'latest')),
  rate_millihertz   INTEGER NOT NULL  -- requests in a thousand seconds; 0: as many as it bears
                    CHECK (rate_millihertz BETWEEN 0 AND 10000000),
  state             TEXT NOT NULL DEFAULT 'active' -- whether requests are sent at all
                    CHECK (state IN ('active', 'paused', 'disabled')),
  state_since       INTEGER,          -- paused or disabled: since when
  disabled_reason   TEXT              -- disabled: why
                    CHECK (disabled_reason IN ('gone', 'failed-for-days', 'asked-to-stop',
                      'by-hand')),
  health            TEXT NOT NULL DEFAULT 'well'   -- how it has been doing
                    CHECK (health IN ('well', 'doubtful', 'failing')),
  failing_since     INTEGER,          -- not well: since when there was nothing but failures
  CHECK ((state <> 'active') = (state_since IS NOT NULL)),
  CHECK ((state = 'disabled') = (disabled_reason IS NOT NULL)),
  CHECK ((health <> 'well') = (failing_since IS NOT NULL))
) STRICT;
CREATE INDEX endpoint_organization ON endpoint (organization_id);

CREATE TABLE endpoint_event_type (
  endpoint_id  INTEGER NOT NULL       -- who is told
               REFERENCES endpoint (endpoint_id) ON DELETE CASCADE,
  type_pattern TEXT NOT NULL,         -- of which types of event: a name, 'prefix.*', or '*'
  PRIMARY KEY (endpoint_id, type_pattern)
) STRICT, WITHOUT ROWID;

-- A condition has one row for each value that it names.
CREATE TABLE endpoint_condition (
  endpoint_id INTEGER NOT NULL        -- who demands it
              REFERENCES endpoint (endpoint_id) ON DELETE CASCADE,
  position    INTEGER NOT NULL CHECK (position >= 0), -- which of the endpoint's conditions
  value       TEXT NOT NULL,          -- compared with; a number, or 'true' and 'false'
  facet       TEXT NOT NULL,          -- of which part of the event
  test        TEXT NOT NULL           -- how
              CHECK (test IN ('any-of', 'none-of', 'starts-with', 'exists', 'at-least',
                'at-most')),
  PRIMARY KEY (endpoint_id, position, value)
) STRICT, WITHOUT ROWID;

-- Endpoints that are gone: their ids are not used again, and what waited for them is deleted little
-- by little.
CREATE TABLE removed_endpoint (
  endpoint_id INTEGER PRIMARY KEY,    -- which one
  organization_id INTEGER NOT NULL,   -- whose it was, and whose its log still is
  swept       INTEGER NOT NULL CHECK (swept IN (0, 1)) -- whether nothing waits for it any more
) STRICT;
CREATE INDEX removed_endpoint_organization ON removed_endpoint (organization_id);
CREATE INDEX removed_endpoint_unswept ON removed_endpoint (endpoint_id) WHERE swept = 0;

-- Append-only.
CREATE TABLE event (
  event_id        INTEGER PRIMARY KEY CHECK (event_id > 0),     -- grows with time
  organization_id INTEGER NOT NULL CHECK (organization_id > 0), -- whose event it is
  event_type      TEXT NOT NULL,      -- what happened, in the dialect's words
  subject         TEXT NOT NULL,      -- the device or operation that it is about
  trace           TEXT NOT NULL,      -- joins it to the request that caused it
  occurred_at     INTEGER NOT NULL,   -- when it happened
  accepted_at     INTEGER NOT NULL,   -- when it was accepted here
  content_type    TEXT NOT NULL,      -- media type of the payload
  payload         BLOB NOT NULL       -- the exact bytes that were signed for
) STRICT;

-- Append-only: every delivery, in the order of its endpoint. This is the log, the feed, and where
-- the next sequence number comes from: an endpoint's newest row stays, however old.
CREATE TABLE delivery (
  endpoint_id INTEGER NOT NULL,       -- who is to be told
  sequence    INTEGER NOT NULL CHECK (sequence > 0),    -- 1, 2, 3 for each endpoint, without a gap
  delivery_id INTEGER NOT NULL CHECK (delivery_id > 0), -- grows with the sequence
  event_id    INTEGER NOT NULL,       -- of what
  origin      TEXT NOT NULL           -- why
              CHECK (origin = 'event' OR origin = 'redelivery' OR origin = 'replay'
                OR origin = 'test'),
  PRIMARY KEY (endpoint_id, sequence)
) STRICT, WITHOUT ROWID;

-- Append-only: deliveries that ended otherwise than by an attempt.
CREATE TABLE ended_delivery (
  delivery_id INTEGER PRIMARY KEY CHECK (delivery_id > 0), -- which one
  endpoint_id INTEGER NOT NULL,       -- who was to be told
  sequence    INTEGER NOT NULL,       -- its place
  how         TEXT NOT NULL           -- in which way
              CHECK (how = 'superseded' OR how = 'cancelled' OR how = 'expired')
) STRICT;

-- Events that were delivered again: they are remembered for as long as that delivery is.
CREATE TABLE revived_event (
  event_id    INTEGER PRIMARY KEY,    -- which one
  delivery_id INTEGER NOT NULL        -- its latest delivery
) STRICT;
CREATE INDEX revived_event_delivery ON revived_event (delivery_id);

-- Outstanding deliveries that a scheduler has in memory. As small as that memory, however long the
-- queue: the path of a delivery that succeeds touches nothing else of the queue, and the start
-- after a crash finds here, without searching, what was being delivered.
CREATE TABLE held_delivery (
  delivery_id   INTEGER PRIMARY KEY CHECK (delivery_id > 0), -- the same through all attempts
  endpoint_id   INTEGER NOT NULL,     -- who is to be told
  sequence      INTEGER NOT NULL,     -- its place
  event_id      INTEGER NOT NULL,     -- of what
  ordering      INTEGER NOT NULL CHECK (ordering BETWEEN 0 AND 2), -- 0 none; leads a line: 1 by
                                      -- subject, 2 of the latest
  attempts_made INTEGER NOT NULL CHECK (attempts_made >= 0) -- settled so far; fences the next
) STRICT;

-- Outstanding deliveries that wait for their time, or for room in memory.
CREATE TABLE waiting_delivery (
  delivery_id   INTEGER PRIMARY KEY CHECK (delivery_id > 0), -- the same through all attempts
  endpoint_id   INTEGER NOT NULL,     -- who is to be told
  sequence      INTEGER NOT NULL,     -- its place
  event_id      INTEGER NOT NULL,     -- of what
  ordering      INTEGER NOT NULL CHECK (ordering BETWEEN 0 AND 2), -- 0 none; leads a line: 1 by
                                      -- subject, 2 of the latest
  attempts_made INTEGER NOT NULL CHECK (attempts_made >= 0), -- settled so far
  due_at        INTEGER NOT NULL      -- may be claimed from then on
) STRICT;
CREATE INDEX waiting_delivery_due ON waiting_delivery (endpoint_id, due_at);

-- Lines keep the order of a subject at an endpoint that asks for it. A line has one leader, which
-- is held or waiting; the others follow, and are neither, until the one before them has ended. In a
-- line of the latest there is at most one that follows.
CREATE TABLE leading_delivery (
  endpoint_id INTEGER NOT NULL,       -- who is to be told
  line        TEXT NOT NULL,          -- which line: its kind and its subject
  delivery_id INTEGER NOT NULL,       -- the outstanding one
  PRIMARY KEY (endpoint_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE following_delivery (
  delivery_id INTEGER PRIMARY KEY CHECK (delivery_id > 0), -- grows in the order of the events
  endpoint_id INTEGER NOT NULL,       -- who is to be told
  sequence    INTEGER NOT NULL,       -- its place
  line        TEXT NOT NULL,          -- in which line
  event_id    INTEGER NOT NULL,       -- of what
  due_at      INTEGER NOT NULL        -- when it was accepted; it may be sent once it leads
) STRICT;
CREATE INDEX following_delivery_line ON following_delivery (endpoint_id, line, delivery_id);

-- Append-only: the log of attempts. Its key makes a second answer to one attempt impossible.
CREATE TABLE attempt (
  delivery_id       INTEGER NOT NULL CHECK (delivery_id > 0), -- of which delivery
  number            INTEGER NOT NULL CHECK (number >= 1), -- counted from 1
  endpoint_id       INTEGER NOT NULL, -- who was called
  sequence          INTEGER NOT NULL, -- the delivery's place
  event_id          INTEGER NOT NULL, -- about what
  started_at        INTEGER NOT NULL, -- when
  outcome           TEXT NOT NULL     -- how it ended
                    CHECK (outcome = 'answered' OR outcome = 'timed-out' OR outcome = 'unreachable'
                      OR outcome = 'blocked' OR outcome = 'not-composed'),
  status            INTEGER           -- answered: the HTTP status
                    CHECK (status BETWEEN 100 AND 999),
  answer_headers    TEXT,             -- answered: header lines, as many as fit
  answer_body       BLOB,             -- answered: the body's beginning
  answer_body_bytes INTEGER           -- answered: how much of the body was read
                    CHECK (answer_body_bytes >= length(answer_body)),
  answer_complete   INTEGER           -- answered: whether that was all of it
                    CHECK (answer_complete = 0 OR answer_complete = 1),
  phase             TEXT              -- timed out: which budget ran out
                    CHECK (phase = 'resolve' OR phase = 'connect' OR phase = 'first-byte'
                      OR phase = 'total'),
  fault             TEXT              -- unreachable: why
                    CHECK (fault = 'name-not-found' OR fault = 'refused' OR fault = 'reset'
                      OR fault = 'tls' OR fault = 'not-http' OR fault = 'other'),
  detail            TEXT,             -- unreachable, blocked, not composed: in words
  resolve_micros    INTEGER NOT NULL CHECK (resolve_micros >= 0),    -- time to find the address
  connect_micros    INTEGER NOT NULL CHECK (connect_micros >= 0),    -- time to connect
  first_byte_micros INTEGER NOT NULL CHECK (first_byte_micros >= 0), -- time to the first byte
  total_micros      INTEGER NOT NULL CHECK (total_micros >= 0),      -- time in all
  next              TEXT NOT NULL     -- what followed
                    CHECK (next = 'delivered' OR next = 'retry' OR next = 'exhausted'
                      OR next = 'refused' OR next = 'superseded'),
  next_at           INTEGER,          -- retry: not before then
  PRIMARY KEY (delivery_id, number),
  CHECK ((outcome = 'answered') = (status IS NOT NULL)),
  CHECK ((outcome = 'answered') = (answer_headers IS NOT NULL)),
  CHECK ((outcome = 'answered') = (answer_body IS NOT NULL)),
  CHECK ((outcome = 'answered') = (answer_body_bytes IS NOT NULL)),
  CHECK ((outcome = 'answered') = (answer_complete IS NOT NULL)),
  CHECK ((outcome = 'timed-out') = (phase IS NOT NULL)),
  CHECK ((outcome = 'unreachable') = (fault IS NOT NULL)),
  CHECK ((outcome = 'unreachable' OR outcome = 'blocked' OR outcome = 'not-composed')
    = (detail IS NOT NULL)),
  CHECK ((next = 'delivered') = (status IS NOT NULL AND status BETWEEN 200 AND 299)),
  CHECK (next <> 'refused' OR (status IS NOT NULL AND status BETWEEN 400 AND 499)),
  CHECK ((next = 'retry') = (next_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Jobs that deliver again what a query finds in an endpoint's log.
CREATE TABLE replay (
  replay_id       INTEGER PRIMARY KEY CHECK (replay_id > 0),
  organization_id INTEGER NOT NULL,   -- whose it is
  endpoint_id     INTEGER NOT NULL,   -- whose log it goes through, and who is told
  types           TEXT NOT NULL,      -- patterns, each after its length and a colon; empty: any
  subjects        TEXT NOT NULL,      -- likewise; empty: any
  states          TEXT NOT NULL,      -- likewise; empty: any
  made_from       INTEGER NOT NULL,   -- deliveries that were made then or later
  made_until      INTEGER NOT NULL,   -- and before then
  per_second_max  INTEGER NOT NULL CHECK (per_second_max > 0), -- its pace
  started_at      INTEGER NOT NULL,   -- when
  state           TEXT NOT NULL       -- how far
                  CHECK (state IN ('running', 'finished', 'cancelled')),
  last_sequence   INTEGER NOT NULL,   -- what has been looked at
  until_sequence  INTEGER NOT NULL,   -- the last to look at
  looked          INTEGER NOT NULL,   -- how many have been looked at
  enqueued        INTEGER NOT NULL,   -- how many have been made
  changed_at      INTEGER NOT NULL    -- when it got that far
) STRICT;
CREATE INDEX replay_running ON replay (replay_id) WHERE state = 'running';
CREATE INDEX replay_organization ON replay (organization_id);

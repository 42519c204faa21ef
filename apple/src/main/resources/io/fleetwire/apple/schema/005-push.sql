-- Where channels can be woken: what the last TokenUpdate of each said. A device may say it once in its
-- life, so it is written in the commit that makes the event durable.
CREATE TABLE apple_push (
  channel_id TEXT PRIMARY KEY,        -- the device, or the device and a user
  device_id  TEXT NOT NULL,
  topic      TEXT NOT NULL,           -- of the push certificate that wakes it
  token      TEXT NOT NULL,           -- where Apple's service finds it: hexadecimal digits
  magic      TEXT NOT NULL,           -- what a push must say
  state      TEXT NOT NULL CHECK (state IN ('KNOWN', 'UNREGISTERED', 'LEFT')),
  since      INTEGER NOT NULL         -- when it came to be so
) STRICT, WITHOUT ROWID;

CREATE INDEX apple_push_device ON apple_push (device_id);
CREATE INDEX apple_push_left ON apple_push (since) WHERE state = 'LEFT';

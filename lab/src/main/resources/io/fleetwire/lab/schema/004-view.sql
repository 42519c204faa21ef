-- What webhooks with patience have been shown of devices, where that is not how the devices are.
CREATE TABLE lab_withheld (
  webhook INTEGER NOT NULL REFERENCES lab_webhook (id) ON DELETE CASCADE,
  device  INTEGER NOT NULL REFERENCES lab_device (id) ON DELETE CASCADE,
  shown   TEXT NOT NULL                -- the status that the webhook knows of
          CHECK (shown IN ('none', 'online', 'offline', 'utilizing', 'unplugged')),
  reason  TEXT NOT NULL CHECK (reason IN ('grace', 'host', 'flapping')),
  due_at  INTEGER,                     -- when it is shown how things are; null: not by time alone
  PRIMARY KEY (webhook, device)
) STRICT, WITHOUT ROWID;
CREATE INDEX lab_withheld_due ON lab_withheld (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX lab_withheld_device ON lab_withheld (device);

-- How often a device has changed of late, for webhooks that limit that.
CREATE TABLE lab_flap (
  webhook INTEGER NOT NULL REFERENCES lab_webhook (id) ON DELETE CASCADE,
  device  INTEGER NOT NULL REFERENCES lab_device (id) ON DELETE CASCADE,
  since   INTEGER NOT NULL,            -- when the window began
  changes INTEGER NOT NULL CHECK (changes >= 1),
  PRIMARY KEY (webhook, device)
) STRICT, WITHOUT ROWID;
CREATE INDEX lab_flap_device ON lab_flap (device);

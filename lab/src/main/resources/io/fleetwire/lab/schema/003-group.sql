-- Named sets of devices: teams have people too, bundles have one operating system.
CREATE TABLE lab_group (
  id           INTEGER PRIMARY KEY CHECK (id > 0),
  organization INTEGER NOT NULL CHECK (organization > 0),
  kind         TEXT NOT NULL CHECK (kind IN ('team', 'bundle')),
  name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
  platform     TEXT NOT NULL           -- a bundle's; empty for a team
               CHECK ((kind = 'team') = (platform = '')),
  created_by   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  UNIQUE (organization, kind, name)
) STRICT;

CREATE TABLE lab_group_device (
  device   INTEGER NOT NULL REFERENCES lab_device (id) ON DELETE CASCADE,
  group_id INTEGER NOT NULL REFERENCES lab_group (id) ON DELETE CASCADE,
  PRIMARY KEY (device, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lab_group_device_group ON lab_group_device (group_id);

CREATE TABLE lab_group_member (
  group_id INTEGER NOT NULL REFERENCES lab_group (id) ON DELETE CASCADE,
  person   INTEGER NOT NULL,           -- the number of a user of the room access
  PRIMARY KEY (group_id, person)
) STRICT, WITHOUT ROWID;

-- Words on devices: the organization's (person 0), or one person's own.
CREATE TABLE lab_tag (
  device INTEGER NOT NULL REFERENCES lab_device (id) ON DELETE CASCADE,
  person INTEGER NOT NULL CHECK (person >= 0),
  tag    TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 32),
  PRIMARY KEY (device, person, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE lab_favorite (
  person INTEGER NOT NULL,
  device INTEGER NOT NULL REFERENCES lab_device (id) ON DELETE CASCADE,
  PRIMARY KEY (person, device)
) STRICT, WITHOUT ROWID;
CREATE INDEX lab_favorite_device ON lab_favorite (device);

-- Who retains a device. An overlay: its status does not change.
CREATE TABLE lab_booking (
  id           INTEGER PRIMARY KEY CHECK (id > 0),
  device       INTEGER NOT NULL UNIQUE REFERENCES lab_device (id) ON DELETE CASCADE,
  organization INTEGER NOT NULL CHECK (organization > 0),
  person       INTEGER NOT NULL,
  email        TEXT NOT NULL,
  begun_at     INTEGER NOT NULL,
  ends_at      INTEGER                 -- null: until somebody ends it
) STRICT;
CREATE INDEX lab_booking_end ON lab_booking (ends_at) WHERE ends_at IS NOT NULL;
CREATE INDEX lab_booking_organization ON lab_booking (organization, id);

-- How many devices an organization has, kept by whoever adds and removes them: a limit is asked for
-- with each new device, and counting a quarter of a million takes milliseconds of the only writer.
CREATE TABLE lab_device_count (
  organization INTEGER PRIMARY KEY CHECK (organization > 0),
  devices      INTEGER NOT NULL CHECK (devices >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO lab_device_count (organization, devices)
  SELECT organization, count(*) FROM lab_device GROUP BY organization;

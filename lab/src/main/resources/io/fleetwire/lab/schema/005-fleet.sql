-- What pages ask of a large fleet: the next devices in their order, of all or in one status; and how
-- many are in each status, and on each host.
CREATE INDEX lab_device_order ON lab_device (organization);
CREATE INDEX lab_device_status ON lab_device (organization, effective);
CREATE INDEX lab_device_fleet ON lab_device (organization, host, effective);
CREATE INDEX lab_tag_name ON lab_tag (person, tag);

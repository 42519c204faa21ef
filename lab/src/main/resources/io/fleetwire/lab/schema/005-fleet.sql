-- What pages count: how devices are, of an organization and of each of its hosts.
CREATE INDEX lab_device_fleet ON lab_device (organization, host, effective);
CREATE INDEX lab_tag_name ON lab_tag (person, tag);

-- What people look for, in small letters: the names and the UDID of a device. Whoever looks for a part
-- of a word has to look at all of them: in this index, which has nothing else.
ALTER TABLE lab_device ADD COLUMN words TEXT NOT NULL DEFAULT '';
UPDATE lab_device SET words = lower(name || ' ' || custom_name || ' ' || udid);
CREATE INDEX lab_device_words ON lab_device (organization, id, words);
DROP INDEX lab_device_order;

-- Whose tags they are, so that they can be counted without looking at the devices.
ALTER TABLE lab_tag ADD COLUMN organization INTEGER NOT NULL DEFAULT 0;
UPDATE lab_tag SET organization =
  (SELECT organization FROM lab_device WHERE lab_device.id = lab_tag.device);
CREATE INDEX lab_tag_count ON lab_tag (organization, person, tag);

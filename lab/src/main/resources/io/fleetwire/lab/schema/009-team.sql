-- Whether a team means anything to its people now; a bundle always does.
ALTER TABLE lab_group ADD COLUMN enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1));
CREATE INDEX lab_group_member_person ON lab_group_member (person);

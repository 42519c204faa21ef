-- How much was said: bytes of the question, and of what was read of the answer. What failed is looked
-- for among many that did not.
ALTER TABLE apple_call ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE apple_call ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;
CREATE INDEX apple_call_failed ON apple_call (id) WHERE good = 0;
CREATE INDEX apple_call_channel_failed ON apple_call (channel_id, id) WHERE good = 0;

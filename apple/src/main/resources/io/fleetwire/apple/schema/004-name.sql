-- People look for a device by what it is called.
CREATE INDEX apple_enrolment_name ON apple_enrolment (name);

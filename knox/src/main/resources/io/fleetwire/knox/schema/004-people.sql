-- The newest operations of an organization, for people who look.
CREATE INDEX kdms_operation_of ON kdms_operation (organization, id);

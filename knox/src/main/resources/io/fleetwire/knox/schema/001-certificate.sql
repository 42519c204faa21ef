-- The key that signs callbacks, and the certificates by which receivers know it.
CREATE TABLE knox_certificate (
  -- grows with each issue
  id INTEGER PRIMARY KEY,
  -- current: signs, and is served; next: is served, and will sign; retired: is history
  role TEXT NOT NULL CHECK (role IN ('current', 'next', 'retired')),
  -- PKCS #8; erased when the row retires
  private_key BLOB,
  -- X.509 in DER
  certificate BLOB NOT NULL,
  -- since when it can be downloaded, in milliseconds
  published_at INTEGER NOT NULL,
  -- when the next one becomes the current one
  switch_at INTEGER,
  CHECK ((role = 'retired') = (private_key IS NULL)),
  CHECK ((role = 'next') = (switch_at IS NOT NULL)),
  CHECK (switch_at IS NULL OR switch_at >= published_at)
);

-- One key signs, and at most one waits to.
CREATE UNIQUE INDEX knox_certificate_role ON knox_certificate (role) WHERE role <> 'retired';

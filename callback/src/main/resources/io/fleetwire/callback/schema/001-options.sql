-- What the requests to an endpoint wear. Secrets are here as they are, because they must be sent as
-- they are. Times are epoch milliseconds.

-- An endpoint without a row has no options.
CREATE TABLE callback_options (
  endpoint_id      INTEGER PRIMARY KEY CHECK (endpoint_id > 0), -- whose requests
  headers          TEXT NOT NULL,     -- the customer's own headers, one in each line
  announces_origin INTEGER NOT NULL   -- whether requests name this server
                   CHECK (announces_origin IN (0, 1)),
  authentication   TEXT NOT NULL      -- how we prove who we are
                   CHECK (authentication IN
                     ('none', 'basic', 'bearer', 'api-key', 'oauth2', 'mutual-tls')),
  name             TEXT,              -- basic: user; api-key: header; oauth2: client id
  secret           TEXT,              -- password, token, key, client secret, private key in PEM
  token_url        TEXT,              -- oauth2: where tokens are fetched
  scope            TEXT,              -- oauth2: which scopes, separated by blanks
  proof            TEXT               -- oauth2: where the client shows its secret
                   CHECK (proof IN ('basic', 'body')),
  chain            TEXT,              -- mutual-tls: certificates in PEM form
  CHECK ((authentication IN ('basic', 'api-key', 'oauth2')) = (name IS NOT NULL)),
  CHECK ((authentication <> 'none') = (secret IS NOT NULL)),
  CHECK ((authentication = 'oauth2') = (token_url IS NOT NULL)),
  CHECK ((authentication = 'oauth2') = (scope IS NOT NULL)),
  CHECK ((authentication = 'oauth2') = (proof IS NOT NULL)),
  CHECK ((authentication = 'mutual-tls') = (chain IS NOT NULL))
) STRICT;

CREATE TABLE callback_signing_key (
  endpoint_id INTEGER NOT NULL CHECK (endpoint_id > 0), -- whose requests it signs
  position    INTEGER NOT NULL CHECK (position >= 0),   -- 0 is the current one, then newest first
  scheme      TEXT NOT NULL CHECK (scheme IN ('hmac', 'ed25519')), -- kind of the key
  secret      BLOB NOT NULL           -- the HMAC secret, or the Ed25519 seed
              CHECK (length(secret) BETWEEN 24 AND 64),
  since       INTEGER,                -- the current one: since when it signs
  until       INTEGER,                -- a retiring one: until when it signs beside the current
  PRIMARY KEY (endpoint_id, position),
  CHECK ((position = 0) = (since IS NOT NULL)),
  CHECK ((position = 0) = (until IS NULL))
) STRICT, WITHOUT ROWID;

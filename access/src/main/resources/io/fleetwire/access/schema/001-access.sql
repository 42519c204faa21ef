-- Who may call. Times are epoch milliseconds. Nothing that opens a door is stored as it is shown:
-- secrets of 256 random bits as their SHA-256 (32 bytes), passwords as Argon2id. The one exception
-- is the key that signs access tokens, which the server itself must use.

CREATE TABLE organization (
  id         INTEGER PRIMARY KEY CHECK (id > 0),  -- small numbers from 1: receivers see them
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX organization_by_name ON organization (name);

-- A manager may act for its customers; not for the customers of its customers.
CREATE TABLE management (
  manager  INTEGER NOT NULL REFERENCES organization (id),
  customer INTEGER NOT NULL REFERENCES organization (id),
  PRIMARY KEY (manager, customer),
  CHECK (manager <> customer)
) STRICT, WITHOUT ROWID;

-- Roles that organizations have made; owner, admin and member need no row.
CREATE TABLE role (
  id              INTEGER PRIMARY KEY CHECK (id > 0),
  code            TEXT NOT NULL UNIQUE,            -- role- and the id: what a user has
  organization_id INTEGER NOT NULL REFERENCES organization (id),
  name            TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
  permissions     TEXT NOT NULL,                  -- codes separated by blanks, may be empty
  created_at      INTEGER NOT NULL,
  UNIQUE (organization_id, name)
) STRICT;

CREATE TABLE user_account (
  id              INTEGER PRIMARY KEY CHECK (id > 0),
  organization_id INTEGER NOT NULL REFERENCES organization (id),
  email           TEXT NOT NULL UNIQUE CHECK (email = lower(email)),
  password_hash   TEXT NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
  username        TEXT UNIQUE                     -- another name to sign in by
                  CHECK (username = lower(username) AND instr(username, '@') = 0),
  role            TEXT NOT NULL                   -- owner, admin, member, or the code of a role
                  CHECK (role = 'owner' OR role = 'admin' OR role = 'member'
                    OR role LIKE 'role-%'),
  enabled         INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  created_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX user_account_by_organization ON user_account (organization_id);
CREATE INDEX user_account_by_role ON user_account (role);

-- People who are signed in by a browser. The token is in its cookie; here is its SHA-256.
CREATE TABLE session (
  token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
  user_id    INTEGER NOT NULL REFERENCES user_account (id),
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL,                    -- to the minute: each request is no commit
  expires_at INTEGER NOT NULL                     -- at the latest, however busy it is
) STRICT;
CREATE INDEX session_by_user ON session (user_id);
CREATE INDEX session_by_expiry ON session (expires_at);

-- Append-only: who changed what. Written by the transaction that changes it.
CREATE TABLE audit_entry (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_id INTEGER NOT NULL,               -- whose; no reference, an entry outlives all
  at              INTEGER NOT NULL,
  actor           TEXT NOT NULL,                  -- an email address, a client, or system
  action          TEXT NOT NULL,                  -- webhook.create and the like
  subject         TEXT NOT NULL,                  -- what was changed: its number or name
  detail          TEXT NOT NULL                   -- in words, without secrets
) STRICT;
CREATE INDEX audit_entry_by_organization ON audit_entry (organization_id, id);

CREATE TABLE api_key (
  prefix      TEXT PRIMARY KEY,                   -- how the key begins, to name it in lists
  user_id     INTEGER NOT NULL REFERENCES user_account (id),
  name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32),
  created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX api_key_by_user ON api_key (user_id);

CREATE TABLE oauth_client (
  id                     TEXT PRIMARY KEY,
  organization_id        INTEGER NOT NULL REFERENCES organization (id),
  scopes                 TEXT NOT NULL CHECK (length(scopes) > 0),  -- separated by blanks
  token_lifetime_seconds INTEGER NOT NULL CHECK (token_lifetime_seconds BETWEEN 60 AND 3600),
  redirect_uris          TEXT NOT NULL,           -- separated by blanks, may be empty
  enabled                INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  created_at             INTEGER NOT NULL
) STRICT;
CREATE INDEX oauth_client_by_organization ON oauth_client (organization_id);

CREATE TABLE oauth_client_secret (
  secret_hash BLOB PRIMARY KEY CHECK (length(secret_hash) = 32),
  client_id   TEXT NOT NULL REFERENCES oauth_client (id),
  created_at  INTEGER NOT NULL,
  expires_at  INTEGER                             -- null: the current one; else it has a successor
) STRICT;
CREATE INDEX oauth_client_secret_by_client ON oauth_client_secret (client_id);
CREATE UNIQUE INDEX oauth_client_secret_current ON oauth_client_secret (client_id)
  WHERE expires_at IS NULL;

-- What a user let a client do in their organization's name. All codes and tokens that come of it
-- name it, so that they can be ended together.
CREATE TABLE oauth_grant (
  id              TEXT PRIMARY KEY,
  client_id       TEXT NOT NULL REFERENCES oauth_client (id),
  user_id         INTEGER NOT NULL REFERENCES user_account (id),
  organization_id INTEGER NOT NULL REFERENCES organization (id),
  scopes          TEXT NOT NULL CHECK (length(scopes) > 0),
  expires_at      INTEGER NOT NULL,               -- when the last of its codes and tokens has ended
  revoked_at      INTEGER                         -- when it was ended before
) STRICT;
CREATE INDEX oauth_grant_by_expiry ON oauth_grant (expires_at);

CREATE TABLE authorization_code (
  code_hash    BLOB PRIMARY KEY CHECK (length(code_hash) = 32),
  grant_id     TEXT NOT NULL REFERENCES oauth_grant (id),
  redirect_uri TEXT NOT NULL,
  challenge    TEXT NOT NULL CHECK (length(challenge) = 43),  -- S256: 32 bytes in base64url
  expires_at   INTEGER NOT NULL,
  used_at      INTEGER,                           -- once: a second use ends the grant
  forget_at    INTEGER NOT NULL,                  -- until then a second use is noticed
  CHECK (forget_at >= expires_at)
) STRICT;
CREATE INDEX authorization_code_by_forget ON authorization_code (forget_at);
CREATE INDEX authorization_code_by_grant ON authorization_code (grant_id);

CREATE TABLE refresh_token (
  token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
  grant_id   TEXT NOT NULL REFERENCES oauth_grant (id),
  expires_at INTEGER NOT NULL,
  used_at    INTEGER                              -- once: a second use ends the grant
) STRICT;
CREATE INDEX refresh_token_by_expiry ON refresh_token (expires_at);
CREATE INDEX refresh_token_by_grant ON refresh_token (grant_id);

CREATE TABLE token_key (
  kid            TEXT PRIMARY KEY,
  private_key    BLOB NOT NULL,                   -- PKCS #8, P-256
  public_key     BLOB NOT NULL,                   -- SubjectPublicKeyInfo
  created_at     INTEGER NOT NULL,
  verifies_until INTEGER                          -- null: it signs; else it has a successor
) STRICT;
CREATE UNIQUE INDEX token_key_current ON token_key ((verifies_until IS NULL))
  WHERE verifies_until IS NULL;

CREATE TABLE revocation (
  subject    TEXT PRIMARY KEY,                    -- a token's jti, or the grant that it came of
  expires_at INTEGER NOT NULL                     -- when the last token that it concerns has ended
) STRICT;
CREATE INDEX revocation_by_expiry ON revocation (expires_at);

CREATE TABLE legacy_client (
  identifier      TEXT PRIMARY KEY,
  organization_id INTEGER NOT NULL REFERENCES organization (id),
  scopes          TEXT NOT NULL CHECK (length(scopes) > 0),
  public_key      BLOB NOT NULL,                  -- SubjectPublicKeyInfo, RSA
  created_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX legacy_client_by_organization ON legacy_client (organization_id);

-- The ids of signed requests that have been used. A key that is removed leaves them.
CREATE TABLE used_jwt_id (
  client      TEXT NOT NULL,                      -- the legacy client's identifier
  jwt_id_hash BLOB NOT NULL CHECK (length(jwt_id_hash) = 32),
  expires_at  INTEGER NOT NULL,                   -- the JWT's exp: afterwards it is refused anyway
  PRIMARY KEY (client, jwt_id_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX used_jwt_id_by_expiry ON used_jwt_id (expires_at);

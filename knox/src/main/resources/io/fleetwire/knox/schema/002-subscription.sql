-- Who wants to be told of what. Each subscription is also an endpoint of the engine.
CREATE TABLE knox_subscription (
  -- grows with each creation, and so gives the order of lists
  id INTEGER PRIMARY KEY,
  -- the name that callers see: 24 hexadecimal digits
  subscription TEXT NOT NULL UNIQUE CHECK (length(subscription) = 24),
  organization INTEGER NOT NULL CHECK (organization > 0),
  -- the engine's id of the same thing
  endpoint INTEGER NOT NULL UNIQUE,
  url TEXT NOT NULL CHECK (length(url) BETWEEN 1 AND 2048),
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
);

CREATE INDEX knox_subscription_organization ON knox_subscription (organization, id);

-- The key restates the rule: an organization subscribes to an event once.
CREATE TABLE knox_subscription_event (
  organization INTEGER NOT NULL,
  event TEXT NOT NULL,
  -- knox_subscription.id
  subscription INTEGER NOT NULL REFERENCES knox_subscription (id),
  -- where it stood in the caller's list
  position INTEGER NOT NULL,
  PRIMARY KEY (organization, event),
  UNIQUE (subscription, position)
);

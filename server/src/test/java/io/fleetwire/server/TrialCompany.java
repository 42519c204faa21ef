package io.fleetwire.server;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.KnoxCredentials;

/// An organization of a trial: its OAuth client, and a caller that bears a token of it.
record TrialCompany(OrganizationId id, KnoxCredentials client, KnoxClient caller) {}

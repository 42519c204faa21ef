package io.fleetwire.knox;

import java.time.Instant;

/// A certificate that can be downloaded, with its key. `signsFrom` has passed for the current one
/// and is to come for the next one.
record ServedCertificate(long id, SigningIdentity identity, Instant signsFrom) {}

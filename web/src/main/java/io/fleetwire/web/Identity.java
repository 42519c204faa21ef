package io.fleetwire.web;

import io.fleetwire.access.Principal;

/// Who sent a request, as far as its head proves.
public sealed interface Identity {

  /// The caller is `principal`.
  record Known(Principal principal) implements Identity {}

  /// The proof is missing or does not hold, or the caller may not act for whom it names.
  record Refused(Problem problem) implements Identity {}
}

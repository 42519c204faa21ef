package io.fleetwire.api;

import io.fleetwire.callback.CallbackOptions;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.EventFilter;
import java.net.URI;

/// What somebody wants an endpoint to be, found good. Immutable.
record EndpointDraft(
    String description,
    Address address,
    EventFilter filter,
    DeliveryPlan plan,
    CallbackOptions options,
    SignatureKind signature) {
  static final int DESCRIPTION_LENGTH_MAX = 1_000;

  /// Where, and in which form.
  record Address(URI url, BodyForm form) {}
}

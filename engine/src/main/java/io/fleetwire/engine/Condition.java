package io.fleetwire.engine;

import java.util.Set;

/// What an endpoint demands of one facet of an event: the type, the subject, or a field that a
/// slice finds in the payload.
public record Condition(String facet, Operator operator) {
  /// Names of fields are far shorter; the limit bounds rows.
  public static final int FACET_LENGTH_MAX = 128;

  public Condition {
    Must.hold(
        !facet.isBlank() && facet.length() <= FACET_LENGTH_MAX, "a facet has 1 to 128 letters");
  }

  boolean holds(Set<String> values) {
    return operator.holds(values);
  }
}

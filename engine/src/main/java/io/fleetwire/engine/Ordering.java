package io.fleetwire.engine;

/// In which order deliveries to one endpoint are sent.
public enum Ordering {
  /// As it comes: each delivery by itself.
  UNORDERED,
  /// One subject's deliveries one after the other, in the order of their events, also across
  /// retries and restarts; those of different subjects side by side.
  BY_SUBJECT,
  /// Of each type of event of a subject, the latest alone matters: it takes the place of what still
  /// waits, and of what fails. One request at a time, and the latest always arrives last.
  LATEST;

  /// Whether deliveries stand in lines, with one leader that is sent before the others.
  public boolean hasLines() {
    return this != UNORDERED;
  }
}

package io.fleetwire.engine;

/// One header of a request or an answer. Names are compared without regard to case.
public record Header(String name, String value) {

  /// Whether this header is called `other`.
  public boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }
}

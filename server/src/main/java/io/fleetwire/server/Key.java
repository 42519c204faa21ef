package io.fleetwire.server;

import java.util.Locale;

/// One setting: `section.name`, how it is read, what holds when nobody sets it, and what it is for.
record Key<T>(String name, Kind<T> kind, String fallback, String help) {

  /// By what it is called in the environment: the mechanical rule.
  String variable() {
    return "FLEETWIRE_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /// The section of the file that it stands in.
  String section() {
    return name.substring(0, name.indexOf('.'));
  }
}

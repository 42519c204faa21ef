package io.fleetwire.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the body of a callback is. The code is what callers write, and what the engine's target
/// keeps as its reference.
enum BodyForm {
  /// The event's data as it came; type, subject and time are in headers.
  PLAIN("plain"),
  /// A CloudEvent as one JSON object (HTTP binding, section 3.2).
  STRUCTURED("cloudevents"),
  /// The data, and the CloudEvent's attributes as headers (HTTP binding, section 3.1).
  BINARY("cloudevents-binary");

  private final String code;

  BodyForm(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }

  static List<String> codes() {
    return Arrays.stream(values()).map(BodyForm::code).toList();
  }

  static Optional<BodyForm> find(String code) {
    return Arrays.stream(values()).filter(form -> form.code.equals(code)).findFirst();
  }
}

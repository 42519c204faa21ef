package io.fleetwire.plist;

/// What became of reading.
public sealed interface PlistRead {

  record Good(PlistValue value) implements PlistRead {}

  /// The bytes are no property list that we accept; `reason` is a sentence's end for the log.
  record Refused(String reason) implements PlistRead {}
}

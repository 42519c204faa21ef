package io.fleetwire.apple;

import io.fleetwire.plist.PlistValue.Dictionary;
import java.util.Optional;

/// A device asks for work, and brings the result of what it had (contract 2.4).
record Connect(Status status, Optional<String> commandUuid, Dictionary all) {

  /// The first of the errors that the device tells, in words; empty when there is none.
  String topError() {
    return all.items("ErrorChain").stream()
        .filter(Dictionary.class::isInstance)
        .map(Dictionary.class::cast)
        .map(
            error ->
                (error.text("ErrorDomain").orElse("")
                        + " "
                        + error.text("USEnglishDescription").orElse(""))
                    .strip())
        .findFirst()
        .orElse("");
  }

  enum Status {
    IDLE("Idle"),
    ACKNOWLEDGED("Acknowledged"),
    ERROR("Error"),
    COMMAND_FORMAT_ERROR("CommandFormatError"),
    NOT_NOW("NotNow");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    /// As Apple writes it.
    String word() {
      return word;
    }

    static Optional<Status> of(String word) {
      for (Status status : values()) {
        if (status.word.equals(word)) {
          return Optional.of(status);
        }
      }
      return Optional.empty();
    }
  }
}

package io.fleetwire.simulator;

/// What a host's agent does that it should not, or that rarely happens. What becomes of its devices
/// must be the same.
public enum LabMisbehaviour {
  /// Sends each batch twice, as after an answer that got lost.
  REPEAT("repeat"),
  /// Hangs up before it has read an answer, and sends the same again.
  DROP("drop"),
  /// Loses its memory in the middle: begins another numbering, with a census.
  FORGET("forget"),
  /// Sends a report that nobody can read before each batch, which must be refused and change
  /// nothing.
  MALFORMED("malformed"),
  /// Its devices lose contact and find it again, several times in a moment.
  FLAP("flap");

  private final String word;

  LabMisbehaviour(String word) {
    this.word = word;
  }

  /// As people write it on the command line.
  public String word() {
    return word;
  }
}

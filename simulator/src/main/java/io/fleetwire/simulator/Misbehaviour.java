package io.fleetwire.simulator;

/// What a device does that it should not, or that rarely happens. It still has to come to a good
/// end: a server must stand all of it.
public enum Misbehaviour {
  /// Says each result twice.
  RESEND("resend"),
  /// Hangs up before it has read the answer to a result, and says it again.
  DROP("drop"),
  /// Takes its time before each result.
  LATE("late"),
  /// Sends half a property list first, which must be refused and must not unenrol it.
  MALFORMED("malformed"),
  /// Comes with a certificate of its own making first, which must be refused.
  WRONG_CERTIFICATE("wrong-certificate"),
  /// Signs with a clock that is four minutes slow, as after it was set up.
  CLOCK_SKEW("clock-skew");

  private final String word;

  Misbehaviour(String word) {
    this.word = word;
  }

  /// As people write it on the command line.
  public String word() {
    return word;
  }
}

package io.fleetwire.simulator;

import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/// Says things to a device's management as long as they are not taken, and knows which answers mean
/// that the device shall leave. Confined to one thread.
final class Courier implements AutoCloseable {
  static final String CHECK_IN = "application/x-apple-aspen-mdm-checkin";
  static final String CONNECT = "application/x-apple-aspen-mdm; charset=UTF-8";

  private static final String UNRECOGNIZED = "com.apple.unrecognized.device";

  private final Surroundings around;
  private final DeviceLine line;

  Courier(Surroundings around, DeviceLine line) {
    this.around = around;
    this.line = line;
  }

  DeviceLine line() {
    return line;
  }

  /// Something that may be said.
  private interface Attempt {
    Answer make() throws IOException;
  }

  /// A check-in, again and again.
  Reception checkIn(String what, Dictionary message) {
    URI url = line.enrolment().profile().mdm().checkInUrl();
    byte[] body = Plist.xml(message);
    return repeat(what, () -> line.put(url, CHECK_IN, body));
  }

  /// A check-in that is made once.
  Reception checkInOnce(String what, Dictionary message) {
    URI url = line.enrolment().profile().mdm().checkInUrl();
    try {
      return received(timed(what, () -> line.put(url, CHECK_IN, Plist.xml(message))));
    } catch (IOException e) {
      return new Reception.Unanswered(String.valueOf(e.getMessage()));
    }
  }

  /// A connect, again and again.
  Reception connect(String what, Dictionary message) {
    return repeat(what, () -> line.put(server(), CONNECT, Plist.xml(message)));
  }

  /// A file of a declaration.
  Reception fetch(URI url, boolean asItself) {
    return repeat("asset", () -> line.get(url, asItself));
  }

  URI server() {
    return line.enrolment().profile().mdm().serverUrl();
  }

  private Reception repeat(String what, Attempt attempt) {
    return new Insistence(around.world(), around.patience(), around.network().plan().patience())
        .on(() -> once(what, attempt));
  }

  private Reception once(String what, Attempt attempt) {
    try {
      return received(timed(what, attempt));
    } catch (IOException e) {
      return new Reception.Unanswered(String.valueOf(e.getMessage()));
    }
  }

  private Answer timed(String what, Attempt attempt) throws IOException {
    Instant since = now();
    Answer answer = attempt.make();
    around.tally().answered(what, Duration.between(since, now()));
    return answer;
  }

  /// What an answer means (contract of the protocol: 401, or 403 with the maker's error, end it).
  static Reception received(Answer answer) {
    if (answer.status() == 401) {
      return new Reception.Dismissed("401");
    }
    if (answer.status() == 403
        && new String(answer.body(), StandardCharsets.UTF_8).contains(UNRECOGNIZED)) {
      return new Reception.Dismissed("403 " + UNRECOGNIZED);
    }
    return answer.isGood() ? new Reception.Taken(answer) : new Reception.Refused(answer);
  }

  private Instant now() {
    return around.world().clock().instant();
  }

  @Override
  public void close() {
    line.close();
  }
}

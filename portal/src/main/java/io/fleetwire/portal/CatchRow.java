package io.fleetwire.portal;

import io.fleetwire.bin.Catch;
import io.fleetwire.bin.CatchLine;
import io.fleetwire.bin.Finding;
import java.time.Instant;

/// What came to a bin, in a list. `attempt` is empty when its sender does not count.
record CatchRow(
    String path,
    String title,
    Badge verdict,
    String attempt,
    Badge answered,
    String size,
    Moment at) {

  static CatchRow of(String bin, CatchLine line, Instant now) {
    Catch caught = line.caught();
    return new CatchRow(
        bin + "/requests/" + caught.id(),
        title(caught),
        badge(caught.finding()),
        attempt(caught),
        answered(caught.answered()),
        Amounts.bytes(line.bodyBytes()),
        Moment.of(caught.receivedAt(), now));
  }

  static String title(Catch caught) {
    return caught.title().isEmpty() ? "POST" : Texts.clipped(caught.title(), 80);
  }

  static String attempt(Catch caught) {
    return caught.header("Fleetwire-Attempt").filter(text -> text.matches("[0-9]{1,6}")).orElse("");
  }

  static Badge badge(Finding finding) {
    return switch (finding.verdict()) {
      case VALID -> new Badge("Verified", "good");
      case WRONG -> new Badge("Not to be trusted", "bad");
      case UNSIGNED -> new Badge("Not signed", "");
    };
  }

  static Badge answered(int status) {
    return new Badge(Integer.toString(status), status < 300 ? "good" : "bad");
  }
}

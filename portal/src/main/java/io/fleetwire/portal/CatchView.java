package io.fleetwire.portal;

import io.fleetwire.bin.Bin;
import io.fleetwire.bin.Catch;
import io.fleetwire.bin.Finding;
import io.fleetwire.engine.Header;
import java.time.Instant;
import java.util.List;

/// One request that came to a bin, as a whole.
record CatchView(Head head, Check check, List<Header> headers, Content content) {
  CatchView {
    headers = List.copyOf(headers);
  }

  record Head(String title, String back, Badge answered, String attempt, String from, Moment at) {}

  /// What its signature is worth, and what to do where it is worth nothing.
  record Check(Badge badge, String scheme, String words, String advice) {}

  record Content(String type, String size, String raw, String pretty) {}

  static CatchView of(Bin bin, Catch caught, Instant now) {
    return new CatchView(
        new Head(
            CatchRow.title(caught),
            BinView.path(bin),
            CatchRow.answered(caught.answered()),
            CatchRow.attempt(caught),
            caught.sender().isEmpty() ? "this server, without a network" : caught.sender(),
            Moment.of(caught.receivedAt(), now)),
        check(caught.finding()),
        caught.headers(),
        new Content(
            caught.body().contentType(),
            Amounts.bytes(caught.body().size()),
            caught.body().size() == 0 ? "" : Texts.raw(caught.body()),
            Texts.pretty(caught.body()).orElse("")));
  }

  private static Check check(Finding finding) {
    return new Check(
        CatchRow.badge(finding),
        finding.scheme(),
        Texts.sentence(finding.words()) + ".",
        advice(finding));
  }

  private static String advice(Finding finding) {
    return switch (finding.verdict()) {
      case VALID ->
          "Your own receiver does the same: docs/verify.md has programs that verify, and fleetwire"
              + " listen does it at your desk.";
      case WRONG ->
          "A receiver must refuse this. It is judged by the keys that were in use when it came.";
      case UNSIGNED ->
          "Knox subscriptions and endpoints sign by themselves. A lab webhook signs when you switch"
              + " its signature on, on its own page.";
    };
  }
}

package io.fleetwire.portal;

import io.fleetwire.bin.Bin;
import io.fleetwire.bin.BinDesk;
import io.fleetwire.bin.CatchLine;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// One bin, and what came to it, the newest first.
record BinView(Bin bin, String url, List<CatchRow> rows) {
  static final String LIMITS =
      "The newest "
          + BinDesk.CATCHES_MAX
          + " requests are kept, up to 8 MiB together, for "
          + BinDesk.KEPT.toDays()
          + " days.";

  BinView {
    rows = List.copyOf(rows);
  }

  static BinView of(Bin bin, String url, List<CatchLine> lines, Instant now) {
    return new BinView(
        bin, url, lines.stream().map(line -> CatchRow.of(path(bin), line, now)).toList());
  }

  static String path(Bin bin) {
    return BinArea.ALL + "/" + bin.id();
  }

  String path() {
    return path(bin);
  }

  String knoxForm() {
    return KnoxSubscriptionArea.NEW + "?url=" + Here.encoded(url);
  }

  String labForm() {
    return WebhookArea.ALL + "/new?url=" + Here.encoded(url);
  }

  String endpointForm() {
    return EndpointFormArea.NEW + "?url=" + Here.encoded(url);
  }

  List<Choice> answers() {
    return Arrays.stream(Bin.Answer.values())
        .map(answer -> new Choice(answer.code(), words(answer)))
        .toList();
  }

  static String words(Bin.Answer answer) {
    return switch (answer) {
      case TAKE -> "200, as a receiver that is well";
      case FAIL -> "500, and is tried again";
      case BUSY -> "429, and is tried again after 10 seconds";
      case GONE -> "410, which switches the endpoint off";
      case SLOW -> "200, but only after 5 seconds";
    };
  }

  /// What is not usual stands out.
  boolean answersOtherwise() {
    return bin.answer() != Bin.Answer.TAKE;
  }

  Question deletion() {
    return deletion(bin);
  }

  static Question deletion(Bin bin) {
    return new Question(
        "delete-bin",
        "Delete bin",
        "What came to “"
            + bin.name()
            + "” goes with it. Endpoints that have its address get 404 from now on: delete them,"
            + " or give them another URL.",
        "Delete",
        path(bin) + "/delete",
        path(bin));
  }

  /// A bin in the list of all.
  record Line(Bin bin, String url, String kept, List<Moment> last) {
    Line {
      last = List.copyOf(last);
    }

    static Line of(Bin bin, String url, List<CatchLine> lines, Instant now) {
      return new Line(
          bin,
          url,
          Amounts.count(lines.size()),
          lines.stream().limit(1).map(line -> Moment.of(line.caught().receivedAt(), now)).toList());
    }
  }

  /// All of them, and the form for another one.
  record Shelf(List<Line> lines, Fields fields) {
    Shelf {
      lines = List.copyOf(lines);
    }
  }
}

package io.fleetwire.lab;

import io.fleetwire.web.JsonBody;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/// The reports of one agent that are applied together. `stream` names one numbering: an agent that
/// lost its memory starts another. `complete` says that the host has no other devices than these.
/// Immutable.
record ReportBatch(String host, String stream, boolean complete, List<Report> reports) {
  /// A batch is one transaction, which holds up everybody who wants to write.
  static final int REPORTS_MAX = 500;

  /// The largest integer that every JSON reader agrees about.
  static final long SEQUENCE_MAX = (1L << 53) - 1;

  private static final Pattern STREAM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  ReportBatch {
    reports = List.copyOf(reports);
  }

  /// Reads a body and notes its faults there: the batch may be used only after {@link
  /// JsonBody#check}.
  static ReportBatch read(JsonBody body, Instant now) {
    String host = host(body);
    String stream = body.string("stream");
    if (body.node("stream").isString() && !STREAM.matcher(stream).matches()) {
      body.fault("stream", "1 to 64 letters, digits, dots, dashes and underscores");
    }
    List<Report> reports =
        body.objects("reports", REPORTS_MAX).stream().map(one -> Report.read(one, now)).toList();
    for (int i = 1; i < reports.size(); i++) {
      if (reports.get(i).sequence() <= reports.get(i - 1).sequence()) {
        body.fault("reports", "sequence must grow from each report to the next");
        break;
      }
    }
    return new ReportBatch(host, stream, body.bool("complete", false), reports);
  }

  /// The name of a host in a body.
  static String host(JsonBody body) {
    return LabBody.line(body, "host", Host.NAME_LENGTH_MAX);
  }
}

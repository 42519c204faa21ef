package io.fleetwire.lab;

import io.fleetwire.web.JsonBody;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The reports of one agent that are applied together. `stream` names one numbering: an agent that
/// lost its memory starts another. `complete` names the platforms of which the host has no other
/// devices than these. Immutable.
record ReportBatch(String host, String stream, Set<Platform> complete, List<Report> reports) {
  /// A batch is one transaction, which holds up everybody who wants to write.
  static final int REPORTS_MAX = 500;

  /// The largest integer that every JSON reader agrees about.
  static final long SEQUENCE_MAX = (1L << 53) - 1;

  private static final Pattern STREAM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  ReportBatch {
    complete = Set.copyOf(complete);
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
    return new ReportBatch(host, stream, complete(body), reports);
  }

  private static Set<Platform> complete(JsonBody body) {
    Set<Platform> platforms = EnumSet.noneOf(Platform.class);
    for (String name : body.findStrings("complete", Platform.values().length)) {
      Platform.find(name)
          .ifPresentOrElse(platforms::add, () -> body.fault("complete", "Android or iOS"));
    }
    return platforms;
  }

  /// The name of a host in a body.
  static String host(JsonBody body) {
    return LabBody.line(body, "host", Host.NAME_LENGTH_MAX);
  }
}

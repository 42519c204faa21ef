package io.fleetwire.lab;

import io.fleetwire.web.JsonBody;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The reports of one agent that are applied together. `stream` names one numbering: an agent that
/// lost its memory starts another. Immutable.
record ReportBatch(String host, String stream, Census census, List<Report> reports) {
  /// A batch is one transaction, which holds up everybody who wants to write.
  static final int REPORTS_MAX = 500;

  /// The largest integer that every JSON reader agrees about.
  static final long SEQUENCE_MAX = (1L << 53) - 1;

  private static final Pattern STREAM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  ReportBatch {
    reports = List.copyOf(reports);
  }

  /// Of these platforms the host has no other devices than those of the batch, and those that are
  /// `present`: of many devices the reports came in several batches, and the last one names all, so
  /// that nobody has to remember how far a census has come.
  record Census(Set<Platform> platforms, Set<String> present) {
    Census {
      platforms = Set.copyOf(platforms);
      present = Set.copyOf(present);
    }
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
    return new ReportBatch(host, stream, census(body), reports);
  }

  private static Census census(JsonBody body) {
    Set<Platform> platforms = EnumSet.noneOf(Platform.class);
    for (String name : body.findStrings("complete", Platform.values().length)) {
      Platform.find(name)
          .ifPresentOrElse(platforms::add, () -> body.fault("complete", "Android or iOS"));
    }
    List<String> present = body.findStrings("present", Reporting.DEVICES_PER_HOST_MAX);
    if (platforms.isEmpty() && !present.isEmpty()) {
      body.fault("present", "only beside complete, which says of which platforms these are all");
    }
    return new Census(platforms, new HashSet<>(present));
  }

  /// The name of a host in a body.
  static String host(JsonBody body) {
    return LabBody.line(body, "host", Host.NAME_LENGTH_MAX);
  }
}

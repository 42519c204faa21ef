package io.fleetwire.lab;

import io.fleetwire.web.JsonBody;
import io.fleetwire.web.ProblemException;
import java.time.Instant;

/// Whatever an agent reports is refused by a problem, or is a batch within its bounds whose reports
/// are numbered in their order.
public final class ReportFuzz {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  private ReportFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      JsonBody body = JsonBody.parse(input);
      ReportBatch batch = ReportBatch.read(body, NOW);
      body.check();
      if (batch.reports().size() > ReportBatch.REPORTS_MAX) {
        throw new IllegalStateException("more reports than there may be");
      }
      for (int i = 1; i < batch.reports().size(); i++) {
        if (batch.reports().get(i).sequence() <= batch.reports().get(i - 1).sequence()) {
          throw new IllegalStateException("reports out of order were taken");
        }
      }
    } catch (ProblemException _) {
      // It is no batch.
    }
  }
}

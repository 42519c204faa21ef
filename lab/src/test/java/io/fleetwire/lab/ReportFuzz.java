package io.fleetwire.lab;

import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.TraceId;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Parameter;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// Whatever an agent reports is refused by a problem, or is a batch within its bounds whose reports
/// are numbered in their order; and so is what a webhook or a search of devices shall be.
public final class ReportFuzz {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  private ReportFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    wishes(input);
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

  private static void wishes(byte[] input) {
    tried(
        () -> {
          JsonBody body = JsonBody.parse(input);
          WebhookDraft draft = WebhookDraft.read(body, AddressRule.NONE);
          body.check();
          LabJson.object(draft.options()::write);
        });
    String text = new String(input, StandardCharsets.UTF_8);
    List<Parameter> query =
        text.lines()
            .limit(10)
            .map(line -> line.split("=", 2))
            .filter(pair -> pair.length == 2)
            .map(pair -> new Parameter(pair[0], pair[1]))
            .toList();
    Request request =
        Request.of(
            new Request.Head(HttpMethod.GET, "/", query, List.of(), new TraceId("fuzz"), "::1"));
    tried(() -> DeviceQuery.first(request));
    tried(() -> DeviceQuery.second(request));
    tried(() -> Paging.of(request).offset());
  }

  private static void tried(Runnable reading) {
    try {
      reading.run();
    } catch (ProblemException _) {
      // It says what nobody can mean.
    }
  }
}

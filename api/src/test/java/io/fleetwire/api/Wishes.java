package io.fleetwire.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fleetwire.callback.Authentication;
import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.TraceId;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Parameter;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Request;
import java.util.List;

/// What an endpoint shall be, which deliveries are meant, and which page of them: read within their
/// bounds, or refused by a problem.
final class Wishes {
  private static final OrganizationId ORGANIZATION = new OrganizationId(1);

  private Wishes() {}

  static void read(byte[] input) {
    tried(() -> endpoint(JsonBody.parse(input)));
    tried(
        () -> {
          JsonBody body = JsonBody.parse(input);
          LogQuery.of(body, ORGANIZATION);
          body.check();
        });
    List<Parameter> query =
        new String(input, UTF_8)
            .lines()
            .limit(10)
            .map(line -> line.split("=", 2))
            .filter(pair -> pair.length == 2)
            .map(pair -> new Parameter(pair[0], pair[1]))
            .toList();
    Request request =
        Request.of(
            new Request.Head(HttpMethod.GET, "/", query, List.of(), new TraceId("fuzz"), "::1"));
    tried(() -> LogQuery.of(request, ORGANIZATION));
    tried(() -> page(Cursor.of(request)));
  }

  private static void endpoint(JsonBody body) {
    EndpointDraft draft = EndpointReader.read(body, new Authentication.None(), AddressRule.NONE);
    if (!draft.options().faults(AddressRule.NONE).isEmpty()) {
      throw new IllegalStateException("options that have a fault were taken");
    }
  }

  private static void page(Cursor cursor) {
    if (cursor.key() < 0 || cursor.limit() < 1) {
      throw new IllegalStateException("no page: " + cursor);
    }
  }

  private static void tried(Runnable reading) {
    try {
      reading.run();
    } catch (ProblemException _) {
      // It says what nobody can mean.
    }
  }
}

package io.fleetwire.knox;

import static io.fleetwire.knox.KnoxSite.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.engine.TraceId;
import io.fleetwire.testkit.SeededRandom;
import io.fleetwire.testkit.SettableClock;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every problem that there is, in each of the three forms.
final class KnoxDialectTest {
  private static final Request REQUEST =
      Request.of(
          new Request.Head(
              HttpMethod.GET,
              "/",
              List.of(),
              List.of(),
              new TraceId("0123456789abcdef0123456789abcdef"),
              "127.0.0.1"));

  private static final KdmsDialect KDMS =
      new KdmsDialect(new KnoxIds(SettableClock.atNoon(), new SeededRandom(1)));

  /// A problem and what becomes of it: Knox' number, KDMS' word, OAuth's word.
  record Row(Problem problem, int status, int number, String kdms, String oauth) {}

  static final List<Row> ROWS =
      List.of(
          row(new Problem.NotFound("d"), 404, 4_040_000, "RESOURCE_NOT_FOUND"),
          row(
              new Problem.MethodNotAllowed(Set.of(HttpMethod.GET)),
              405,
              4_050_000,
              "METHOD_NOT_ALLOWED"),
          row(new Problem.UnsupportedMediaType("d"), 415, 4_150_000, "UNSUPPORTED_MEDIA_TYPE"),
          row(new Problem.NotAcceptable("d"), 406, 4_060_000, "NOT_ACCEPTABLE"),
          row(new Problem.BodyTooLarge(7), 413, 4_130_000, "PAYLOAD_TOO_LARGE"),
          row(new Problem.BodyTooSlow(), 408, 4_080_000, "REQUEST_TIMEOUT"),
          row(new Problem.MalformedBody("d"), 400, 4_000_000, "INVALID_PARAM"),
          row(new Problem.BadRequest(431, "d"), 431, 4_000_000, "INVALID_PARAM"),
          row(Problem.Invalid.of("/a", "d"), 400, 4_000_000, "INVALID_PARAM"),
          row(new Problem.Conflict("d"), 409, 4_090_000, "RESOURCE_CONFLICT"),
          row(new Problem.PreconditionFailed("d"), 412, 4_090_000, "RESOURCE_CONFLICT"),
          row(new Problem.LimitExceeded("d"), 422, 4_220_000, "LIMIT_EXCEEDED"),
          new Row(
              new Problem.Forbidden("d"), 403, 40_300_000, "AUTHORIZATION_FAIL", "access_denied"),
          new Row(
              new Problem.TooManyRequests(Duration.ofSeconds(7)),
              429,
              4_290_000,
              "TOO_MANY_REQUESTS",
              "temporarily_unavailable"),
          new Row(new Problem.Internal(), 500, 50_000_000, "INTERNAL_SERVER_ERROR", "server_error"),
          new Row(
              new Problem.Unavailable(Duration.ofSeconds(7)),
              503,
              50_300_000,
              "SERVICE_UNAVAILABLE",
              "temporarily_unavailable"),
          unauthenticated(Problem.Kind.MISSING, 4_012_250, "ACCESS_TOKEN_BAD_REQUEST"),
          unauthenticated(Problem.Kind.MALFORMED, 4_012_250, "ACCESS_TOKEN_BAD_REQUEST"),
          unauthenticated(Problem.Kind.EXPIRED, 4_032_251, "ACCESS_TOKEN_EXPIRED"),
          unauthenticated(Problem.Kind.INVALID, 4_032_252, "ACCESS_TOKEN_INVALID"),
          unauthenticated(Problem.Kind.REVOKED, 4_032_252, "ACCESS_TOKEN_INVALID"),
          unauthenticated(Problem.Kind.REUSED, 4_002_250, "API_KEY_NON_UNIQUE_JWTID"));

  private static Row row(Problem problem, int status, int number, String kdms) {
    return new Row(problem, status, number, kdms, "invalid_request");
  }

  private static Row unauthenticated(Problem.Kind kind, int number, String word) {
    return new Row(new Problem.Unauthenticated(kind, "d"), 401, number, word, "invalid_client");
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void everyProblemHasANumberAndAReason(Row row) {
    Reply reply = new KnoxDialect().write(row.problem(), REQUEST);
    assertThat(reply.status()).isEqualTo(row.status());
    JsonNode body = json(new String(reply.body(), UTF_8));
    assertThat(body.get("code").intValue()).isEqualTo(row.number());
    assertThat(body.get("message").textValue()).isEqualTo(KnoxErrorCode.of(row.problem()).name());
    assertThat(body.get("data").textValue()).isEqualTo(row.problem().explanation()).isNotBlank();
    assertThat(body.has("errorId")).isEqualTo(row.status() != 401);
    assertThat(body.path("errorId").asText("01234567-89ab-cdef-0123-456789abcdef"))
        .isEqualTo("01234567-89ab-cdef-0123-456789abcdef");
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void everyProblemHasAWordAndAReason(Row row) {
    Reply reply = KDMS.write(row.problem(), REQUEST);
    assertThat(reply.status()).isEqualTo(row.status());
    JsonNode body = json(new String(reply.body(), UTF_8));
    assertThat(body.get("code").textValue()).isEqualTo(row.kdms());
    assertThat(body.get("message").textValue()).matches("[A-Z][A-Za-z ()]+");
    assertThat(body.get("data").textValue()).isEqualTo(row.problem().explanation());
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void everyProblemHasAnOAuthError(Row row) {
    Reply reply = new OAuthDialect().write(row.problem(), REQUEST);
    assertThat(reply.status()).isEqualTo(row.status());
    assertThat(reply.header("Cache-Control")).contains("no-store");
    JsonNode body = json(new String(reply.body(), UTF_8));
    assertThat(body.get("error").textValue()).isEqualTo(row.oauth());
    assertThat(body.get("error_description").textValue()).matches("[ !#-\\[\\]-~]+");
  }

  @Test
  void theTableHasEveryCaseOfAProblem() {
    Set<Class<?>> seen = new HashSet<>();
    ROWS.forEach(row -> seen.add(row.problem().getClass()));
    assertThat(seen).containsExactlyInAnyOrder(Problem.class.getPermittedSubclasses());
    Map<Integer, String> numbers = new HashMap<>();
    Arrays.stream(KnoxErrorCode.values())
        .forEach(code -> assertThat(numbers.put(code.number(), code.name())).isNull());
  }

  @Test
  void descriptionsOfOAuthErrorsHaveOnlyTheLettersOfTheStandard() {
    Reply reply = OAuthDialect.error(400, "invalid_scope", "say \"kai\\\n\" é");
    assertThat(json(new String(reply.body(), UTF_8)).get("error_description").textValue())
        .isEqualTo("say 'kai??' ?");
  }
}

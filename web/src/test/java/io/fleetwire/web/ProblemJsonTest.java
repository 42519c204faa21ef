package io.fleetwire.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.TraceId;
import io.fleetwire.web.Problem.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every problem there is, as a caller reads it.
final class ProblemJsonTest {
  private static final Request REQUEST =
      Request.of(
          new Request.Head(
              HttpMethod.GET, "/x", List.of(), List.of(), new TraceId("id-1"), "127.0.0.1"));

  record Case(Problem problem, int status, String name, String title, String detail) {}

  static Stream<Case> cases() {
    return Stream.concat(casesOfTheHead(), casesOfTheRest());
  }

  private static Stream<Case> casesOfTheHead() {
    return Stream.of(
        c(new Problem.NotFound("a"), 404, "not-found", "Not found", "a"),
        c(
            new Problem.MethodNotAllowed(Set.of(HttpMethod.PUT, HttpMethod.GET)),
            405,
            "method-not-allowed",
            "Method not allowed",
            "use GET, PUT"),
        c(
            new Problem.UnsupportedMediaType("text"),
            415,
            "unsupported-media-type",
            "Unsupported media type",
            "send text"),
        c(
            new Problem.NotAcceptable("application/json"),
            406,
            "not-acceptable",
            "Not acceptable",
            "accept application/json"),
        c(
            new Problem.BodyTooLarge(9),
            413,
            "body-too-large",
            "Body too large",
            "send at most 9 bytes"),
        c(
            new Problem.BodyTooSlow(),
            408,
            "body-too-slow",
            "Body too slow",
            "the body did not arrive in time; send it again"));
  }

  private static Stream<Case> casesOfTheRest() {
    return Stream.of(
        c(new Problem.MalformedBody("a"), 400, "malformed-body", "Malformed body", "a"),
        c(new Problem.BadRequest(431, "a"), 431, "bad-request", "Bad request", "a"),
        c(
            new Problem.Unauthenticated(Problem.Kind.EXPIRED, "a"),
            401,
            "unauthenticated",
            "Not authenticated",
            "a"),
        c(new Problem.Forbidden("a"), 403, "forbidden", "Forbidden", "a"),
        c(
            new Problem.Invalid(List.of(new Fault("/a", "bad"), new Fault("", "worse"))),
            400,
            "invalid",
            "Invalid request",
            "/a: bad; worse"),
        c(new Problem.Conflict("a"), 409, "conflict", "Conflict", "a"),
        c(
            new Problem.PreconditionFailed("a"),
            412,
            "precondition-failed",
            "Precondition failed",
            "a"),
        c(new Problem.LimitExceeded("a"), 422, "limit-exceeded", "Limit exceeded", "a"),
        c(
            new Problem.TooManyRequests(Duration.ofSeconds(3)),
            429,
            "too-many-requests",
            "Too many requests",
            "try again in 3 s"),
        c(
            new Problem.Unavailable(Duration.ofSeconds(5)),
            503,
            "unavailable",
            "Not available now",
            "nothing was changed; try again in 5 s"),
        c(
            new Problem.Unavailable("somebody is busy", Duration.ofSeconds(5)),
            503,
            "unavailable",
            "Not available now",
            "somebody is busy"),
        c(
            new Problem.Internal(),
            500,
            "internal",
            "Internal error",
            "this is our fault; quote the request id when you report it"));
  }

  private static Case c(Problem problem, int status, String name, String title, String detail) {
    return new Case(problem, status, name, title, detail);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isWrittenAsRfc9457HasIt(Case expected) {
    Reply reply = new ProblemJson().write(expected.problem(), REQUEST);
    assertThat(reply.status()).isEqualTo(expected.status());
    assertThat(reply.header("Content-Type")).contains("application/problem+json");
    var json = Json.parse(reply.body());
    assertThat(json.get("type").stringValue()).isEqualTo("/docs#problem-" + expected.name());
    assertThat(json.get("title").stringValue()).isEqualTo(expected.title());
    assertThat(json.get("status").intValue()).isEqualTo(expected.status());
    assertThat(json.get("detail").stringValue()).isEqualTo(expected.detail());
    assertThat(json.get("instance").stringValue()).isEqualTo("id-1");
  }

  @Test
  void everyProblemHasACaseHere() {
    Set<Class<?>> covered = cases().map(c -> c.problem().getClass()).collect(Collectors.toSet());
    assertThat(covered).containsExactlyInAnyOrder(Problem.class.getPermittedSubclasses());
  }

  @Test
  void faultsAreListedWithTheirPointers() {
    Problem problem = new Problem.Invalid(List.of(new Fault("/a", "bad")));
    assertThat(new String(new ProblemJson().write(problem, REQUEST).body(), StandardCharsets.UTF_8))
        .endsWith("\"errors\":[{\"pointer\":\"/a\",\"detail\":\"bad\"}]}");
  }
}

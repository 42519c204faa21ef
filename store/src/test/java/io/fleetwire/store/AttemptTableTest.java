package io.fleetwire.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Delivery;
import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.EventType;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.NewEvent;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Ready;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Settlement;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.Timeline;
import io.fleetwire.engine.TraceId;
import io.fleetwire.testkit.TrialDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/// What the log of attempts keeps, column by column, and how much of it.
@ParameterizedClass
@ArgumentsSource(TrialDatabase.Each.class)
final class AttemptTableTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  @TempDir private Path folder;
  private final TrialDatabase kind;
  private DatabaseHome home;
  private Database database;

  AttemptTableTest(TrialDatabase kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    home = Homes.of(kind, folder, SqlEngineStore.SCHEMA);
    database = Database.open(DatabaseSettings.server(home), List.of(SqlEngineStore.SCHEMA));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void anAnswerIsKeptWithItsHeadAndBody() {
    append(answered(200, List.of(new Header("A", "b"), new Header("C", "d")), "hello"));

    assertThat(text("outcome")).isEqualTo("answered");
    assertThat(text("status")).isEqualTo("200");
    assertThat(text("answer_headers")).isEqualTo("A: b\nC: d\n");
    assertThat(
            database.<byte[]>read(
                tx ->
                    tx.find("SELECT answer_body FROM attempt", row -> row.bytes(1)).orElseThrow()))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("hello");
    assertThat(text("answer_body_bytes")).isEqualTo("5");
    assertThat(text("answer_complete")).isEqualTo("1");
    assertThat(text("next")).isEqualTo("delivered");
    assertThat(text("coalesce(phase, fault, detail, 'none')")).isEqualTo("none");
    assertThat(text("coalesce(next_at, 0)")).isEqualTo("0");
  }

  @Test
  void theFactsOfEveryAttemptAreKept() {
    append(answered(200, List.of(), ""));

    assertThat(
            text(
                "delivery_id || ' ' || number || ' ' || endpoint_id || ' ' || sequence || ' ' ||"
                    + " event_id"))
        .isEqualTo("11 1 22 44 33");
    assertThat(text("started_at")).isEqualTo(Long.toString(NOON.toEpochMilli()));
    assertThat(
            text(
                "resolve_micros || ' ' || connect_micros || ' ' || first_byte_micros"
                    + " || ' ' || total_micros"))
        .isEqualTo("1 2 3 7");
  }

  @Test
  void aLongAnswerIsCut() {
    List<Header> many = Collections.nCopies(1_000, new Header("Name", "value"));

    append(answered(200, many, "x".repeat(60_000)));

    assertThat(text("answer_headers"))
        .hasSizeLessThanOrEqualTo(AttemptTable.HEADERS_LENGTH_MAX)
        .endsWith("Name: value\n");
    assertThat(text("length(answer_body)")).isEqualTo("" + AttemptTable.BODY_BYTES_MAX);
    assertThat(text("answer_body_bytes")).isEqualTo("60000");
  }

  @Test
  void aTimeOutIsKeptWithItsPhase() {
    append(new Outcome.TimedOut(Outcome.Phase.FIRST_BYTE));

    assertThat(text("outcome || ' ' || phase")).isEqualTo("timed-out first-byte");
    assertThat(text("next || ' ' || next_at")).isEqualTo("retry " + NOON.toEpochMilli());
  }

  @Test
  void aFailureIsKeptInWordsThatAreCut() {
    append(new Outcome.Unreachable(Outcome.Fault.NAME_NOT_FOUND, "x".repeat(10_000)));

    assertThat(text("outcome || ' ' || fault")).isEqualTo("unreachable name-not-found");
    assertThat(text("detail")).isEqualTo("x".repeat(AttemptTable.DETAIL_LENGTH_MAX));
  }

  @Test
  void aRequestThatWasNotSentIsKeptWithItsReason() {
    append(new Outcome.Blocked("127.0.0.1 is loopback"));

    assertThat(text("outcome || ' ' || detail")).isEqualTo("blocked 127.0.0.1 is loopback");
  }

  private static Outcome answered(int status, List<Header> headers, String body) {
    Payload payload = new Payload("text/plain", body.getBytes(StandardCharsets.UTF_8));
    return new Outcome.Answered(status, headers, payload, true);
  }

  private void append(Outcome outcome) {
    Payload payload = new Payload("application/json", new byte[] {'1'});
    NewEvent facts =
        new NewEvent(
            new OrganizationId(1),
            new EventType("t"),
            new Subject("s"),
            new TraceId("trace"),
            NOON,
            payload);
    Event event = new Event(new EventId(33), facts, NOON);
    Delivery delivery =
        new Delivery(
            new DeliveryId(11), new EndpointId(22), 44, event.id(), Ordering.UNORDERED, 0, NOON);
    Timeline timeline =
        new Timeline(
            Duration.ofNanos(1_000),
            Duration.ofNanos(2_999),
            Duration.ofNanos(3_000),
            Duration.ofNanos(7_000));
    NextStep next =
        outcome instanceof Outcome.Answered ? new NextStep.Delivered() : new NextStep.RetryAt(NOON);
    Settlement settlement =
        new Settlement(new Ready(delivery, event), 1, NOON, new Sent(outcome, timeline), next);
    database.<Boolean>write(
        tx -> {
          AttemptTable.append(tx, settlement);
          return true;
        });
  }

  private String text(String column) {
    return database.read(
        tx ->
            tx.find("SELECT CAST(" + column + " AS TEXT) FROM attempt", row -> row.text(1))
                .orElseThrow());
  }
}

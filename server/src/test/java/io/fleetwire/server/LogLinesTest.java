package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.fleetwire.engine.Secret;
import io.fleetwire.testkit.SettableClock;
import io.fleetwire.web.Json;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;

/// How lines look, and what happens when nobody takes them.
final class LogLinesTest {
  @Test
  void aJsonLineHasItsFactsUnderTheirNames() {
    LoggingEvent event = event(Level.WARN, "attempt");
    event.addKeyValuePair(new KeyValuePair("status", 503));
    event.addKeyValuePair(new KeyValuePair("host", "a\"b\nc"));
    event.addKeyValuePair(new KeyValuePair("ms", 1.5));
    event.addKeyValuePair(new KeyValuePair("nothing", null));
    event.setThrowableProxy(new ThrowableProxy(new IllegalStateException("broken")));
    String line = text(new JsonLines().write(event));
    assertThat(line).endsWith("}\n").hasLineCount(1);
    JsonNode json = Json.parse(line.getBytes(StandardCharsets.UTF_8));
    assertThat(json.get("time").stringValue()).isEqualTo("2026-03-04T12:00:00Z");
    assertThat(json.get("level").stringValue()).isEqualTo("WARN");
    assertThat(json.get("message").stringValue()).isEqualTo("attempt");
    assertThat(json.get("status").intValue()).isEqualTo(503);
    assertThat(json.get("host").stringValue()).isEqualTo("a\"b\nc");
    assertThat(json.get("ms").doubleValue()).isEqualTo(1.5);
    assertThat(json.get("nothing").isNull()).isTrue();
    assertThat(json.get("error").stringValue()).contains("IllegalStateException: broken");
  }

  @Test
  void aTextLineCannotBeForged() {
    LoggingEvent event = event(Level.INFO, "request");
    event.addKeyValuePair(new KeyValuePair("path", "/a\n12:00 INFO all is well \u001b[31m"));
    event.addKeyValuePair(new KeyValuePair("status", 200));
    assertThat(text(new TextLines(ZoneOffset.UTC).write(event)))
        .isEqualTo(
            "12:00:00.000 INFO  request path=\"/a?12:00 INFO all is well ?[31m\" status=200\n");
  }

  @Test
  void secretsPrintAsStars() {
    LoggingEvent event = event(Level.INFO, "client");
    event.addKeyValuePair(new KeyValuePair("secret", new Secret("hunter2")));
    assertThat(text(new JsonLines().write(event))).contains("******").doesNotContain("hunter2");
    assertThat(text(new TextLines(ZoneOffset.UTC).write(event))).doesNotContain("hunter2");
  }

  @Test
  void linesAreWrittenInOrderAndNoneIsLostAtTheEnd() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LogWriter writer = writer(out);
    for (int i = 0; i < 5_000; i++) {
      writer.doAppend(event(Level.INFO, "line " + i));
    }
    writer.stop();
    String[] lines = text(out.toByteArray()).split("\n");
    assertThat(lines).hasSize(5_000);
    assertThat(lines[4_999]).endsWith("line 4999");
    assertThat(writer.lostLines()).isZero();
  }

  @Test
  void whoLogsDoesNotWaitForAReaderThatStopsAndTheGapIsTold() throws InterruptedException {
    Stuck stuck = new Stuck();
    LogWriter writer = writer(stuck);
    writer.doAppend(event(Level.INFO, "first"));
    stuck.entered.await();
    for (int i = 0; i < 20_000; i++) {
      writer.doAppend(event(Level.INFO, "line"));
    }
    long lost = writer.lostLines();
    assertThat(lost).isBetween(1L, 20_000L);
    stuck.released.countDown();
    writer.stop();
    assertThat(text(stuck.kept.toByteArray()))
        .contains("log lines were dropped, because nobody took them in time lines=" + lost);
  }

  /// A reader that takes nothing until it is released.
  private static final class Stuck extends OutputStream {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);
    final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      kept.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      entered.countDown();
      try {
        released.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      kept.write(bytes, offset, length);
    }
  }

  private static LogWriter writer(OutputStream out) {
    LogWriter writer = new LogWriter(new TextLines(ZoneOffset.UTC), out, SettableClock.atNoon());
    writer.start();
    return writer;
  }

  private static LoggingEvent event(Level level, String message) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName("test");
    event.setLevel(level);
    event.setInstant(Instant.parse("2026-03-04T12:00:00Z"));
    event.setMessage(message);
    return event;
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }
}

package io.fleetwire.server;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/// Lines for a person at a terminal: the time of day, the level, the message, `name=value`.
final class TextLines implements LogFormat {
  private final DateTimeFormatter time;

  TextLines(ZoneId zone) {
    this.time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
  }

  @Override
  public byte[] write(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    line.append(time.format(event.getInstant()));
    line.append(' ').append(event.getLevel());
    line.append(event.getLevel().toString().length() == 4 ? "  " : " ");
    line.append(printable(event.getFormattedMessage()));
    List<KeyValuePair> facts = event.getKeyValuePairs();
    if (facts != null) {
      facts.forEach(fact -> line.append(' ').append(fact.key).append('=').append(value(fact)));
    }
    line.append('\n');
    IThrowableProxy error = event.getThrowableProxy();
    if (error != null) {
      line.append(ThrowableProxyUtil.asString(error));
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String value(KeyValuePair fact) {
    String text = printable(String.valueOf(fact.value));
    return text.indexOf(' ') < 0 && !text.isEmpty() ? text : '"' + text + '"';
  }

  // What a caller sent may be in a value: it must not write lines or colours of its own.
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}

package io.fleetwire.server;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// One JSON object per line: `time`, `level`, `logger`, `message`, then the facts of the line under
/// their own names, then `error` with its stack.
final class JsonLines implements LogFormat {
  private static final int LINE_BYTES = 512;

  private final JsonFactory factory = new JsonFactory();

  @Override
  public byte[] write(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(LINE_BYTES);
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeStringProperty("time", event.getInstant().toString());
      json.writeStringProperty("level", event.getLevel().toString());
      json.writeStringProperty("logger", event.getLoggerName());
      json.writeStringProperty("message", event.getFormattedMessage());
      List<KeyValuePair> facts = event.getKeyValuePairs();
      if (facts != null) {
        facts.forEach(fact -> write(json, fact));
      }
      IThrowableProxy error = event.getThrowableProxy();
      if (error != null) {
        json.writeStringProperty("error", ThrowableProxyUtil.asString(error).strip());
      }
      json.writeEndObject();
    }
    line.write('\n');
    return line.toByteArray();
  }

  // A value writes itself: whatever must not be seen prints as stars.
  private static void write(JsonGenerator json, KeyValuePair fact) {
    switch (fact.value) {
      case null -> json.writeNullProperty(fact.key);
      case Integer number -> json.writeNumberProperty(fact.key, number);
      case Long number -> json.writeNumberProperty(fact.key, number);
      case Double number -> json.writeNumberProperty(fact.key, number);
      case Boolean flag -> json.writeBooleanProperty(fact.key, flag);
      default -> json.writeStringProperty(fact.key, fact.value.toString());
    }
  }
}

package io.fleetwire.callback;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.core.message.MessageReader;
import io.cloudevents.http.HttpMessageFactory;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.Payload;
import java.net.URLDecoder;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The SDK that receivers in Java use reads what we write.
final class CloudEventsTest {
  private static final String SOURCE = "/devices/eins%20zwei";

  private static CloudEvent event(String type, String subject, Payload data) {
    return CloudEvent.of(Samples.event(type, subject, data), SOURCE);
  }

  private static io.cloudevents.CloudEvent structured(CloudEvent event) {
    Payload body = CloudEvents.structured(event);
    return read(Map.of("Content-Type", body.contentType()), body.bytes());
  }

  /// The SDK leaves to its caller to decode what the HTTP binding (section 3.1.3.2) encodes.
  private static io.cloudevents.CloudEvent binary(CloudEvent event) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", event.data().contentType());
    for (Header header : CloudEvents.binary(event)) {
      assertThat(header.value()).matches("[!-~]+");
      headers.put(header.name(), URLDecoder.decode(header.value().replace("+", "%2B"), UTF_8));
    }
    return read(headers, event.data().bytes());
  }

  private static io.cloudevents.CloudEvent read(Map<String, String> headers, byte[] body) {
    MessageReader reader = HttpMessageFactory.createReader(headers, body);
    return reader.toEvent();
  }

  private static byte[] data(io.cloudevents.CloudEvent event) {
    return Objects.requireNonNull(event.getData()).toBytes();
  }

  static Stream<CloudEvent> events() {
    Payload json = Samples.BODY;
    return Stream.of(
        event("device.battery", "imei 35", json),
        event("gerät \"eins\" 100% €😀", "a\\b/c,;=", json),
        event("t", "s", new Payload("application/problem+json; charset=utf-8", json.bytes())),
        event("t", "s", Samples.json("[1,2.5,{\"a\":null}]")),
        event("t", "s", Samples.json("\"text\"")),
        event("t", "s", new Payload("text/plain", "grüße".getBytes(UTF_8))),
        event("t", "s", new Payload("application/octet-stream", new byte[] {0, -1, 7})));
  }

  @ParameterizedTest
  @MethodSource("events")
  void theSdkReadsBothModes(CloudEvent event) {
    for (io.cloudevents.CloudEvent read : List.of(structured(event), binary(event))) {
      assertThat(read.getSpecVersion().toString()).isEqualTo("1.0");
      assertThat(read.getId()).isEqualTo("evt_0000000000008");
      assertThat(read.getSource()).hasToString(SOURCE);
      assertThat(read.getType()).isEqualTo(event.type());
      assertThat(read.getSubject()).isEqualTo(event.subject());
      assertThat(read.getTime()).isEqualTo(OffsetDateTime.parse("2026-11-22T02:59:58.120Z"));
      assertThat(read.getDataContentType()).isEqualTo(event.data().contentType());
      assertThat(data(read)).asString(UTF_8).isEqualTo(new String(event.data().bytes(), UTF_8));
    }
  }

  @Test
  void dataThatIsJsonStaysAsItIs() {
    Payload data = Samples.json("{ \"a\" : 1.10, \"a\":\"\\u00e4\" }");
    assertThat(new String(CloudEvents.structured(event("t", "s", data)).bytes(), UTF_8))
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\"evt_0000000000008\",\"source\":\""
                + SOURCE
                + "\","
                + "\"type\":\"t\",\"subject\":\"s\",\"time\":\"2026-11-22T02:59:58.120Z\","
                + "\"datacontenttype\":\"application/json\",\"data\":"
                + "{ \"a\" : 1.10, \"a\":\"\\u00e4\" }}");
  }

  static Stream<byte[]> impostors() {
    return Stream.of(
            "{", "{}}", "{},{}", "1}", "\"a", "{\"a\":1},\"type\":\"evil\"", "a", "\uFEFF{}", " ")
        .map(text -> text.getBytes(UTF_8));
  }

  /// It says that it is JSON and is not, and could otherwise change the attributes around it.
  @ParameterizedTest
  @MethodSource("impostors")
  void dataThatOnlySaysItIsJsonTravelsInBase64(byte[] bytes) {
    io.cloudevents.CloudEvent read =
        structured(event("t", "s", new Payload("application/json", bytes)));
    assertThat(read.getType()).isEqualTo("t");
    assertThat(data(read)).isEqualTo(bytes);
  }

  @Test
  void jsonInAnotherCharacterSetTravelsInBase64() {
    byte[] bytes = "{\"a\":1}".getBytes(UTF_16LE);
    assertThat(data(structured(event("t", "s", new Payload("application/json", bytes)))))
        .isEqualTo(bytes);
  }

  @Test
  void encodesHeadersAsTheBindingSays() {
    CloudEvent event = event("Euro €😀", "100%", Samples.BODY);
    assertThat(CloudEvents.binary(event))
        .contains(
            new Header("ce-type", "Euro%20%E2%82%AC%F0%9F%98%80"),
            new Header("ce-subject", "100%25"),
            new Header("ce-source", "/devices/eins%2520zwei"));
  }

  @Test
  void noDataIsNoData() {
    CloudEvent event = event("t", "s", new Payload("text/plain", new byte[0]));
    assertThat(structured(event).getData()).isNull();
  }

  @Test
  void replacesWhatAttributesMustNotHold() {
    CloudEvent event = event("a\nb\ud800", "\u0085x", Samples.BODY);
    for (io.cloudevents.CloudEvent read : List.of(structured(event), binary(event))) {
      assertThat(read.getType()).isEqualTo("a\ufffdb\ufffd");
      assertThat(read.getSubject()).isEqualTo("\ufffdx");
    }
  }
}

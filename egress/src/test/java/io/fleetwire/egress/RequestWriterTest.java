package io.fleetwire.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestWriterTest {
  private final RequestWriter writer = new RequestWriter("Fleetwire/1");

  private String written(OutboundRequest request) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(writer.write(request)).isInstanceOf(RequestWriter.Ready.class);
    ((RequestWriter.Ready) writer.write(request)).sendTo(out);
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private static OutboundRequest request(String url, Header... headers) {
    return Requests.to(URI.create(url), headers);
  }

  @ParameterizedTest
  @CsvSource({
    "http://h.example, / , h.example",
    "http://h.example/, / , h.example",
    "http://h.example?q, /?q , h.example",
    "https://h.example:444/a%2Fb/../c?x=%20&y, /a%2Fb/../c?x=%20&y , h.example:444",
    "http://[fd00::1]:8080/x, /x , [fd00::1]:8080",
    "http://h.example/a//b;c=d, /a//b;c=d , h.example"
  })
  void asksForExactlyThePathOfTheUrl(String url, String target, String host) throws IOException {
    assertThat(written(request(url)))
        .startsWith("POST " + target + " HTTP/1.1\r\nHost: " + host + "\r\n");
  }

  @Test
  void asksWithoutABodyByOptions() throws IOException {
    OutboundRequest options =
        OutboundRequest.options(
            URI.create("https://h.example/x"), List.of(new Header("A", "b")), Optional.empty());
    assertThat(written(options))
        .isEqualTo(
            "OPTIONS /x HTTP/1.1\r\nHost: h.example\r\nA: b\r\nUser-Agent: Fleetwire/1\r\n\r\n");
  }

  @Test
  void letsTheFormatNameTypeAndAgent() throws IOException {
    String text =
        written(
            request(
                "http://h.example/",
                new Header("content-type", "application/cloudevents+json"),
                new Header("USER-AGENT", "mine")));
    assertThat(text).contains("content-type: application/cloudevents+json\r\nUSER-AGENT: mine\r\n");
    assertThat(text).doesNotContain("Content-Type").doesNotContain("Fleetwire");
  }

  @Test
  void sendsAnEmptyBodyWithItsLength() throws IOException {
    OutboundRequest request =
        new OutboundRequest(
            URI.create("http://h.example/"), List.of(), new Payload("text/plain", new byte[0]));
    assertThat(written(request)).endsWith("Content-Length: 0\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "content-length",
        "Transfer-Encoding",
        "Connection",
        "Expect",
        "Upgrade",
        "",
        "a b",
        "a:b",
        "a\r\nb",
        "é"
      })
  void refusesHeaderNames(String name) {
    assertThat(writer.write(request("http://h.example/", new Header(name, "x"))))
        .isInstanceOf(RequestWriter.Unwritable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX: y", "a\nb", "a\rb", "a\0b", "caf\u00e9", "\u2028", "\u007f"})
  void refusesHeaderValues(String value) {
    assertThat(writer.write(request("http://h.example/", new Header("X-A", value))))
        .isEqualTo(
            new RequestWriter.Unwritable("the header X-A has a character that no header may have"));
  }

  @Test
  void refusesAPathThatIsNotEncoded() {
    assertThat(writer.write(request("http://h.example/caf\u00e9")))
        .isEqualTo(
            new RequestWriter.Unwritable("the URL has a character that must be percent-encoded"));
  }
}

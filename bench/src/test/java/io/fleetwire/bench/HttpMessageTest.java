package io.fleetwire.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpMessageTest {
  private static final String REQUEST =
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nX-TRACE-ID: load-000000042\r\n\r\nhello";

  private final HttpMessage message = new HttpMessage();

  @Test
  void aMessageIsCompleteWithItsLastByteAndNotBefore() throws Exception {
    byte[] bytes = REQUEST.getBytes(US_ASCII);
    for (int to = 0; to < bytes.length; to++) {
      assertThat(message.read(bytes, 0, to)).as("with %d bytes", to).isFalse();
    }
    assertThat(message.read(bytes, 0, bytes.length)).isTrue();
    assertThat(message.end()).isEqualTo(bytes.length);
    assertThat(message.number()).isEqualTo(42);
    assertThat(message.status()).isZero();
  }

  @Test
  void theNextMessageBeginsWhereThisOneEnds() throws Exception {
    byte[] bytes = (REQUEST + "GET / HTTP/1.1\r\n\r\n").getBytes(US_ASCII);
    assertThat(message.read(bytes, 0, bytes.length)).isTrue();
    int second = message.end();
    assertThat(message.read(bytes, second, bytes.length)).isTrue();
    assertThat(message.end()).isEqualTo(bytes.length);
    assertThat(message.number()).isEqualTo(EventNumber.NONE);
  }

  @Test
  void anAnswerHasAStatus() throws Exception {
    byte[] bytes = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(US_ASCII);
    assertThat(message.read(bytes, 0, bytes.length)).isTrue();
    assertThat(message.status()).isEqualTo(204);
  }

  @Test
  void theKnoxTraceIdIsReadToo() throws Exception {
    byte[] bytes = "POST / HTTP/1.1\r\nX-WSM-TRACEID: load-123456789\r\n\r\n".getBytes(US_ASCII);
    assertThat(message.read(bytes, 0, bytes.length)).isTrue();
    assertThat(message.number()).isEqualTo(123_456_789);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"load-1", "load-0000000x1", "road-000000001", "", "load-0000000011", "bare"})
  void otherTracesAreNoNumbers(String trace) throws Exception {
    byte[] bytes = ("POST / HTTP/1.1\r\nX-Trace-Id: " + trace + "\r\n\r\n").getBytes(US_ASCII);
    assertThat(message.read(bytes, 0, bytes.length)).isTrue();
    assertThat(message.number()).isEqualTo(EventNumber.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Transfer-Encoding: chunked", "Content-Length: -1", "Content-Length: 9999999999"})
  void whatCannotBeMeasuredIsRefused(String header) {
    byte[] bytes = ("POST / HTTP/1.1\r\n" + header + "\r\n\r\n").getBytes(US_ASCII);
    assertThatExceptionOfType(HttpMessage.MalformedException.class)
        .isThrownBy(() -> message.read(bytes, 0, bytes.length));
  }
}

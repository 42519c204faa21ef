package io.fleetwire.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.Header;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponseReaderTest {
  private static final int BODY_MAX = 100;

  /// What one answer came to.
  private record Read(ResponseHead head, String body, boolean complete, boolean drained) {}

  private static Read read(InputStream in) throws IOException {
    ResponseReader reader = new ResponseReader(in);
    reader.awaitFirstByte();
    ResponseHead head = reader.head();
    ResponseBody body = reader.body(head.framing(), BODY_MAX);
    String text = new String(body.bytes(), StandardCharsets.ISO_8859_1);
    return new Read(head, text, body.isComplete(), reader.isDrained());
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Gives at most `piece` bytes at a time, as a network may.
  private static InputStream inPieces(String text, int piece) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
      @Override
      public synchronized int read(byte[] bytes, int offset, int length) {
        return super.read(bytes, offset, Math.min(length, piece));
      }
    };
  }

  private static final String PLAIN =
      "HTTP/1.1 201 Created\r\nServer: \t x \r\nEmpty:\r\nContent-Length: 5\r\n\r\nhello";

  private static final String CHUNKED =
      """
      HTTP/1.1 103 Early
      Link: </a>

      HTTP/1.1 200 OK
      Transfer-Encoding: chunked

      5;a=b
      hello
      6
       world
      0
      Trailer: t

      """;

  @Test
  void readsStatusFieldsAndBody() throws IOException {
    Read read = read(stream(PLAIN));
    assertThat(read.head().status()).isEqualTo(201);
    assertThat(read.head().headers())
        .containsExactly(
            new Header("Server", "x"), new Header("Empty", ""), new Header("Content-Length", "5"));
    assertThat(read.body()).isEqualTo("hello");
    assertThat(read.complete()).isTrue();
    assertThat(read.drained()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PLAIN,
        CHUNKED,
        "HTTP/1.1 200 OK\r\n\r\nuntil the end",
        "HTTP/1.1 204 None\r\nA: b\r\n c\r\n\r\n"
      })
  void meansTheSameHoweverItIsCutIntoPieces(String answer) throws IOException {
    Read whole = read(stream(answer));
    assertThat(whole.complete()).isTrue();
    for (int piece = 1; piece < answer.length(); piece++) {
      assertThat(read(inPieces(answer, piece))).isEqualTo(whole);
    }
  }

  @Test
  void anAnswerThatBreaksOffAnywhereIsNeverComplete() {
    for (int length = 0; length < PLAIN.length(); length++) {
      InputStream cut = stream(PLAIN.substring(0, length));
      try {
        assertThat(read(cut).complete()).as("%d bytes", length).isFalse();
      } catch (IOException e) {
        assertThat(length).as(e.toString()).isLessThan(PLAIN.indexOf("hello"));
      }
    }
  }

  @Test
  void keepsTwoAnswersApart() throws IOException {
    ResponseReader reader = new ResponseReader(stream(PLAIN + PLAIN.replace("201", "202")));
    for (int status = 201; status <= 202; status++) {
      reader.awaitFirstByte();
      ResponseHead head = reader.head();
      assertThat(head.status()).isEqualTo(status);
      assertThat(reader.body(head.framing(), BODY_MAX).isComplete()).isTrue();
      assertThat(reader.isDrained()).isEqualTo(status == 202);
    }
  }

  @Test
  void readsAHeadOfTheLongestLength() throws IOException {
    String start = "HTTP/1.1 200 OK\r\nX-A: ";
    String end = "\r\nContent-Length: 0\r\n\r\n";
    int padding = ResponseReader.HEAD_BYTES_MAX - start.length() - end.length();
    assertThat(read(stream(start + "x".repeat(padding) + end)).complete()).isTrue();
    assertThatThrownBy(() -> read(stream(start + "x".repeat(padding + 10) + end)))
        .isInstanceOf(NotHttpException.class);
  }

  /// Any bytes at all end in an answer or an {@link IOException}, and nothing is kept beyond the
  /// limit. The seeds are fixed, so a failure repeats.
  @Test
  void survivesAnything() {
    String[] words = {
      "HTTP/1.1 ",
      "200",
      " OK",
      "\r\n",
      "\n",
      "\r",
      ":",
      "Content-Length",
      "Transfer-Encoding",
      "chunked",
      "Connection",
      "close",
      "5",
      "ffffffff",
      "0",
      ";",
      " ",
      "\t",
      "x",
      "\0",
      "\u00ff"
    };
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261121);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "HTTP/1.1 200 OK\r\n" : "");
      for (int n = random.nextInt(30); n > 0; n--) {
        text.append(words[random.nextInt(words.length)]);
      }
      try {
        assertThat(read(inPieces(text.toString(), 1 + random.nextInt(40))).body())
            .hasSizeLessThanOrEqualTo(BODY_MAX);
      } catch (IOException _) {
        // refused, as it should be
      }
    }
  }
}

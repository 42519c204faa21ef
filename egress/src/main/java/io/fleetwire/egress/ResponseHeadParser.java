package io.fleetwire.egress;

import io.fleetwire.engine.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads one head line by line and draws the conclusions. Used once; confined.
///
/// Strict where a second reading would move the end of the message (RFC 9112 section 6.3), lenient
/// where only words are at stake.
final class ResponseHeadParser {
  /// A head with more fields than this is no answer to a webhook.
  private static final int FIELDS_MAX = 128;

  /// 18 digits fit into a long without a look.
  private static final int LENGTH_DIGITS_MAX = 18;

  private static final long UNTOLD = -1;

  private final List<Header> headers = new ArrayList<>(12);
  private int status;
  private boolean http10;
  private boolean close;
  private boolean keepAlive;
  private boolean encoded;
  private boolean chunked;
  private long length = UNTOLD;
  private long idleSeconds = Integer.MAX_VALUE;

  /// `HTTP/1.1 200 OK`, where the last words may be missing (RFC 9112 section 4).
  void start(byte[] bytes, int from, int to) throws IOException {
    boolean known =
        to - from >= 12
            && new String(bytes, from, 7, StandardCharsets.ISO_8859_1).equals("HTTP/1.")
            && isDigit(bytes[from + 7])
            && bytes[from + 8] == ' '
            && isDigit(bytes[from + 9])
            && isDigit(bytes[from + 10])
            && isDigit(bytes[from + 11])
            && (to - from == 12 || bytes[from + 12] == ' ');
    if (!known) {
      throw new NotHttpException("the answer does not start as HTTP/1.1 does");
    }
    http10 = bytes[from + 7] == '0';
    status =
        (bytes[from + 9] - '0') * 100 + (bytes[from + 10] - '0') * 10 + (bytes[from + 11] - '0');
    if (status < 100) {
      throw new NotHttpException("the answer has the status " + status);
    }
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  /// One more line of fields.
  void field(byte[] bytes, int from, int to) throws IOException {
    if (headers.size() == FIELDS_MAX) {
      throw new NotHttpException("the answer has more than " + FIELDS_MAX + " headers");
    }
    if (bytes[from] == ' ' || bytes[from] == '\t') {
      fold(text(bytes, from, to));
      return;
    }
    int colon = from;
    while (colon < to && bytes[colon] != ':') {
      colon++;
    }
    String name = new String(bytes, from, colon - from, StandardCharsets.ISO_8859_1);
    if (colon == to || !RequestWriter.isToken(name)) {
      throw new NotHttpException("the answer has a line that is no header");
    }
    Header header = new Header(name, text(bytes, colon + 1, to));
    headers.add(header);
    conclude(header);
  }

  /// An old way to continue a line (RFC 9112 section 5.2); nothing that frames may be written so.
  private void fold(String more) throws IOException {
    if (headers.isEmpty() || frames(headers.getLast())) {
      throw new NotHttpException("the answer folds a line that must not be folded");
    }
    Header last = headers.removeLast();
    headers.add(new Header(last.name(), (last.value() + " " + more).strip()));
  }

  private static boolean frames(Header header) {
    return header.name().equalsIgnoreCase("Content-Length")
        || header.name().equalsIgnoreCase("Transfer-Encoding")
        || header.name().equalsIgnoreCase("Connection");
  }

  private static String text(byte[] bytes, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && (bytes[start] == ' ' || bytes[start] == '\t')) {
      start++;
    }
    while (end > start && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
      end--;
    }
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /// Looks at a name's length first: most headers are none of these.
  private void conclude(Header header) throws IOException {
    String name = header.name();
    switch (name.length()) {
      case 10 -> {
        if (name.equalsIgnoreCase("Connection")) {
          connection(header.value());
        } else if (name.equalsIgnoreCase("Keep-Alive")) {
          idle(header.value());
        }
      }
      case 14 -> {
        if (name.equalsIgnoreCase("Content-Length")) {
          length(header.value());
        }
      }
      case 17 -> {
        if (name.equalsIgnoreCase("Transfer-Encoding")) {
          encoded = true;
          chunked = header.value().toLowerCase(Locale.ROOT).endsWith("chunked");
        }
      }
      default -> {} // it frames nothing
    }
  }

  private void connection(String value) {
    String words = value.toLowerCase(Locale.ROOT);
    close |= words.contains("close");
    keepAlive |= words.contains("keep-alive");
  }

  /// `Keep-Alive: timeout=5, max=100`: no standard, but what servers say who close soon.
  private void idle(String value) {
    for (String part : value.split(",")) {
      String word = part.strip();
      if (word.matches("timeout=[0-9]{1,9}")) {
        idleSeconds = Long.parseLong(word.substring("timeout=".length()));
      }
    }
  }

  /// The same length may be said twice (RFC 9110 section 8.6), two lengths may not.
  private void length(String value) throws IOException {
    for (String part : value.split(",", -1)) {
      String digits = part.strip();
      boolean number = !digits.isEmpty() && digits.length() <= LENGTH_DIGITS_MAX;
      if (!number || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw new NotHttpException("the answer has a Content-Length that is no number");
      }
      long told = Long.parseLong(digits);
      if (length != UNTOLD && length != told) {
        throw new NotHttpException("the answer has two different lengths");
      }
      length = told;
    }
  }

  ResponseHead head() {
    boolean bodyless = status < 200 || status == 204 || status == 304;
    // a length beside an encoding is what smugglers write: obey the encoding, end the connection
    boolean honest = !(encoded && length != UNTOLD);
    boolean persistent = http10 ? keepAlive && !close : !close;
    ResponseHead.Framing framing = bodyless ? new ResponseHead.Length(0) : framing();
    return new ResponseHead(status, headers, framing, honest && persistent, idleSeconds);
  }

  private ResponseHead.Framing framing() {
    if (encoded) {
      return chunked ? new ResponseHead.Chunked() : new ResponseHead.UntilEnd();
    }
    return length == UNTOLD ? new ResponseHead.UntilEnd() : new ResponseHead.Length(length);
  }
}

package io.fleetwire.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.random.RandomGenerator;

/// Events of 280 to 320 bytes, as devices cause them: large enough that signing and copying them
/// counts, small enough that a machine's limits are requests, not bytes.
final class SampleEvent {
  private static final int SIZE_MIN = 280;
  private static final int SIZE_SPREAD = 41;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  private SampleEvent() {}

  /// A JSON object; the same dice give the same one.
  static byte[] json(RandomGenerator random) {
    String start =
        """
        {"deviceId":"%s","customerId":%d,"status":"OFFLINE","previousStatus":"ONLINE",\
        "model":"SM-G%dU","osVersion":"16","battery":%d,"charging":false,\
        "changedAt":"2026-03-04T05:06:%02d.789Z","reason":"no heartbeat for 30 seconds",\
        "location":"%s"}\
        """
            .formatted(
                text(random, 24),
                random.nextInt(1_000_000, 10_000_000),
                random.nextInt(900, 1_000),
                random.nextInt(10, 100),
                random.nextInt(60),
                "");
    int size = SIZE_MIN + random.nextInt(SIZE_SPREAD);
    String location = text(random, size - start.length());
    return start
        .replace("\"location\":\"\"", "\"location\":\"" + location + "\"")
        .getBytes(US_ASCII);
  }

  private static String text(RandomGenerator random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}

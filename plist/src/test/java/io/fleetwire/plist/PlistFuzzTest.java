package io.fleetwire.plist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Whatever the bytes are, reading ends in a value: a list or a refusal. What was read from broken
/// bytes can be written again and is then read as the same.
final class PlistFuzzTest {
  private static final int ROUNDS = 20_000;
  private static final PlistLimits LIMITS = new PlistLimits(64 * 1024, 32, 5_000);

  @Test
  void brokenXmlIsReadOrRefused() {
    fuzz(
        Plist.xml(Samples.EVERYTHING),
        "<>/!?&;#x[]-\"' \nkeydictarray".getBytes(StandardCharsets.UTF_8),
        Plist::xml);
  }

  @Test
  void brokenBinaryIsReadOrRefused() {
    byte[] markers = {0, 8, 9, 0xf, 0x10, 0x13, 0x14, 0x1f, 0x33, 0x4f, 0x5f, 0x6f, -81, -33, -1};
    fuzz(Plist.binary(Samples.EVERYTHING), markers, Plist::binary);
  }

  private static void fuzz(byte[] sample, byte[] letters, Writer writer) {
    Random random = new Random(20_261_122);
    int good = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] broken = mutate(sample, letters, random);
      switch (Plist.read(broken, LIMITS)) {
        case PlistRead.Good(PlistValue value) -> {
          good++;
          PlistRead again = Plist.read(writer.write(value), PlistLimits.STANDARD);
          assertThat(again).as("round %d", round).isInstanceOf(PlistRead.Good.class);
        }
        case PlistRead.Refused(String reason) -> assertThat(reason).isNotBlank();
      }
    }
    assertThat(good).as("some changes are harmless").isBetween(1, ROUNDS - 1);
  }

  private interface Writer {
    byte[] write(PlistValue value);
  }

  private static byte[] mutate(byte[] sample, byte[] letters, Random random) {
    UnaryOperator<byte[]> change =
        bytes -> {
          byte[] changed = bytes.clone();
          int at = random.nextInt(changed.length);
          switch (random.nextInt(3)) {
            case 0 -> changed[at] = (byte) random.nextInt(256);
            case 1 -> changed[at] = letters[random.nextInt(letters.length)];
            default -> {
              int from = random.nextInt(bytes.length);
              int length = Math.min(16, bytes.length - Math.max(from, at));
              System.arraycopy(bytes, from, changed, at, length);
            }
          }
          return changed;
        };
    byte[] broken = sample;
    for (int i = random.nextInt(4); i >= 0; i--) {
      broken = change.apply(broken);
    }
    return broken;
  }
}

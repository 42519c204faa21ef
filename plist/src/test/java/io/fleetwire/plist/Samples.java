package io.fleetwire.plist;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.plist.PlistValue.Array;
import io.fleetwire.plist.PlistValue.Data;
import io.fleetwire.plist.PlistValue.Date;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.plist.PlistValue.Flag;
import io.fleetwire.plist.PlistValue.Real;
import io.fleetwire.plist.PlistValue.Text;
import io.fleetwire.plist.PlistValue.Whole;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Lists that have one of everything.
final class Samples {
  static final Dictionary EVERYTHING =
      Dictionary.EMPTY
          .with("MessageType", "TokenUpdate")
          .with("Empty", "")
          .with("Marks", "<&>\"' \u00e4\u00f6 \ud83d\ude80 ]]>")
          .with("Lines", new Text(" two\nlines\twith tab "))
          .with("Token", new Data(bytes(70)))
          .with("Nothing", new Data(new byte[0]))
          .with("Zero", Whole.of(0))
          .with("Byte", Whole.of(255))
          .with("Short", Whole.of(65_535))
          .with("Int", Whole.of(4_294_967_295L))
          .with("Long", Whole.of(Long.MAX_VALUE))
          .with("Minus", Whole.of(-1))
          .with("Least", Whole.of(Long.MIN_VALUE))
          .with("Real", new Real(-2.5))
          .with("Small", new Real(1.0E-10))
          .with("Yes", new Flag(true))
          .with("No", new Flag(false))
          .with("When", new Date(Instant.parse("2026-11-22T12:34:56Z")))
          .with("Before", new Date(Instant.parse("1969-07-20T20:17:40Z")))
          .with("List", Array.of(new Text("a"), Whole.of(1), Array.of(), Dictionary.EMPTY))
          .with("Inner", Dictionary.EMPTY.with("Deeper", Dictionary.EMPTY.with("x", Whole.of(7))));

  /// The greatest integer, which not every peer knows to be without a sign.
  static final Dictionary UNSIGNED =
      Dictionary.EMPTY.with("Most", new Whole(new BigInteger("18446744073709551615")));

  private Samples() {}

  static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 37 + 200);
    }
    return bytes;
  }

  static byte[] xml(String content) {
    return utf8("<plist version=\"1.0\">" + content + "</plist>");
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static PlistValue good(byte[] bytes) {
    PlistRead read = Plist.read(bytes);
    assertThat(read).isInstanceOf(PlistRead.Good.class);
    return ((PlistRead.Good) read).value();
  }

  static String refused(byte[] bytes) {
    return refused(bytes, PlistLimits.STANDARD);
  }

  static String refused(byte[] bytes, PlistLimits limits) {
    PlistRead read = Plist.read(bytes, limits);
    assertThat(read).isInstanceOf(PlistRead.Refused.class);
    return ((PlistRead.Refused) read).reason();
  }
}

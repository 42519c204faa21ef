package io.fleetwire.plist;

import static io.fleetwire.plist.Samples.good;
import static io.fleetwire.plist.Samples.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.plist.PlistValue.Array;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.plist.PlistValue.Text;
import io.fleetwire.plist.PlistValue.Whole;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlistBinaryTest {

  @Test
  void whatIsWrittenIsRead() {
    assertThat(good(Plist.binary(Samples.EVERYTHING))).isEqualTo(Samples.EVERYTHING);
    assertThat(good(Plist.binary(Samples.UNSIGNED))).isEqualTo(Samples.UNSIGNED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 14, 15, 255, 256, 70_000})
  void lengthsOfEveryWidthAreWritten(int count) {
    Array many = new Array(Collections.nCopies(count, Whole.of(count)));
    assertThat(good(Plist.binary(many))).isEqualTo(many);
    Text text = new Text("\u00e4".repeat(count));
    assertThat(good(Plist.binary(text))).isEqualTo(text);
  }

  @Test
  void aGraphThatStandsForTooMuchIsRefused() {
    // Each array holds the next one twice: 40 objects stand for 2^40 values.
    byte[][] objects = new byte[41][];
    for (int i = 0; i < 40; i++) {
      objects[i] = new byte[] {(byte) 0xa2, (byte) (i + 1), (byte) (i + 1)};
    }
    objects[40] = new byte[] {0x09};
    assertThat(refused(list(objects))).contains("more than 200000 values");
  }

  @Test
  void aTextThatIsSharedCountsEachTime() {
    byte[] text = new byte[3 + 60_000];
    Arrays.fill(text, (byte) 'a');
    text[0] = 0x5f;
    text[1] = 0x11;
    text[2] = (byte) 0xea;
    byte[] longer = new byte[text.length + 1];
    System.arraycopy(text, 0, longer, 0, 3);
    longer[3] = 0x60;
    Arrays.fill(longer, 4, longer.length, (byte) 'a');
    byte[] array = new byte[3 + 200];
    array[0] = (byte) 0xaf;
    array[1] = 0x10;
    array[2] = (byte) 200;
    Arrays.fill(array, 3, array.length, (byte) 1);
    assertThat(refused(list(array, longer))).contains("comes to more than");
  }

  @Test
  void aCircleIsRefused() {
    assertThat(refused(list(new byte[] {(byte) 0xa1, 0}))).contains("deeper");
  }

  @ParameterizedTest
  @ValueSource(bytes = {0x00, 0x0f, 0x15, 0x21, 0x32, 0x70, (byte) 0x80, (byte) 0xc1, (byte) 0xf0})
  void kindsThatManagementDoesNotHaveAreRefused(byte marker) {
    assertThat(refused(list(new byte[] {marker, 0, 0, 0, 0, 0, 0, 0, 0}))).isNotBlank();
  }

  @Test
  void brokenTablesAreRefused() {
    byte[] good = Plist.binary(Dictionary.EMPTY.with("a", "b"));
    for (int length = 0; length < good.length; length++) {
      assertThat(Plist.read(Arrays.copyOf(good, length))).isInstanceOf(PlistRead.Refused.class);
    }
    for (int i = good.length - 26; i < good.length; i++) {
      for (int value : List.of(0xff, 0x7f, 0x80)) {
        byte[] broken = good.clone();
        broken[i] = (byte) value;
        assertThat(Plist.read(broken)).isInstanceOf(PlistRead.Refused.class);
      }
    }
  }

  @Test
  void otherVersionsAreRefused() {
    byte[] other = Plist.binary(Whole.of(1));
    other[7] = '5';
    assertThat(refused(other)).contains("another version");
  }

  /// A list of these objects, the first one on top.
  private static byte[] list(byte[]... objects) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Samples.utf8("bplist00"));
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    for (byte[] object : objects) {
      number(table, out.size(), 4);
      out.writeBytes(object);
    }
    int start = out.size();
    out.writeBytes(table.toByteArray());
    number(out, 0, 6);
    number(out, 4, 1);
    number(out, 1, 1);
    number(out, objects.length, 8);
    number(out, 0, 8);
    number(out, start, 8);
    return out.toByteArray();
  }

  private static void number(ByteArrayOutputStream out, long number, int width) {
    for (int i = width - 1; i >= 0; i--) {
      out.write((int) (number >>> (8 * i)));
    }
  }
}

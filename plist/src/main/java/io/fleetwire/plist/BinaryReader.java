package io.fleetwire.plist;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one binary list (`bplist00`, as CoreFoundation's CFBinaryPList.c describes it): a table of
/// objects that refer to each other by number. Confined to one thread.
final class BinaryReader {
  private static final String MAGIC = "bplist00";
  private static final int TRAILER_BYTES = 32;

  /// 2001-01-01T00:00:00Z, from which dates count.
  static final Instant EPOCH = Instant.ofEpochSecond(978_307_200);

  private final byte[] bytes;
  private final Budget budget;
  private int offsetBytes;
  private int referenceBytes;
  private int objects;
  private int table;

  BinaryReader(byte[] bytes, PlistLimits limits) {
    this.bytes = bytes;
    this.budget = new Budget(limits);
  }

  PlistValue read() throws PlistFault {
    int trailer = bytes.length - TRAILER_BYTES;
    if (trailer < MAGIC.length() + 1
        || !new String(bytes, 0, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC)) {
      throw new PlistFault("is a binary list of another version, or broken off");
    }
    offsetBytes = bytes[trailer + 6];
    referenceBytes = bytes[trailer + 7];
    if (offsetBytes < 1 || offsetBytes > 8 || referenceBytes < 1 || referenceBytes > 8) {
      throw new PlistFault("is a binary list with impossible widths");
    }
    long count = number(trailer + 8, 8);
    long top = number(trailer + 16, 8);
    long start = number(trailer + 24, 8);
    // Each object has an entry of the table and a byte of its own: neither product overflows.
    boolean fits =
        count > 0
            && count <= trailer
            && top >= 0
            && top < count
            && start >= MAGIC.length()
            && start <= trailer - count * offsetBytes;
    if (!fits) {
      throw new PlistFault("is a binary list whose table does not fit into it");
    }
    objects = (int) count;
    table = (int) start;
    return object(top);
  }

  private PlistValue object(long reference) throws PlistFault {
    budget.value();
    int at = offsetOf(reference);
    int marker = bytes[at] & 0xff;
    int low = marker & 0xf;
    return switch (marker >>> 4) {
      case 0x0 -> flag(low);
      case 0x1 -> whole(at + 1, low);
      case 0x2 -> real(at + 1, low);
      case 0x3 -> date(at + 1, low);
      case 0x4 -> data(sized(at, low));
      case 0x5 -> text(sized(at, low), 1);
      case 0x6 -> text(sized(at, low), 2);
      case 0xa -> array(sized(at, low));
      case 0xd -> dictionary(sized(at, low));
      default -> throw new PlistFault("holds a kind of value that management does not have");
    };
  }

  private int offsetOf(long reference) throws PlistFault {
    if (reference < 0 || reference >= objects) {
      throw new PlistFault("refers to a value that it does not have");
    }
    long offset = number(table + (int) reference * offsetBytes, offsetBytes);
    if (offset < MAGIC.length() || offset >= table) {
      throw new PlistFault("has a value outside of itself");
    }
    return (int) offset;
  }

  /// How many bytes, letters or references follow, and from where.
  private record Sized(int from, int count) {}

  private Sized sized(int at, int low) throws PlistFault {
    if (low < 0xf) {
      return new Sized(at + 1, low);
    }
    int marker = at + 1 < table ? bytes[at + 1] & 0xff : 0;
    if (marker >>> 4 != 0x1 || (marker & 0xf) > 3) {
      throw new PlistFault("has a value without a length");
    }
    int width = 1 << (marker & 0xf);
    mustFit(at + 2, width);
    long count = number(at + 2, width);
    if (count < 0 || count > bytes.length) {
      throw new PlistFault("has a value that is longer than itself");
    }
    return new Sized(at + 2 + width, (int) count);
  }

  private void mustFit(int from, long length) throws PlistFault {
    if (from + length > table) {
      throw new PlistFault("has a value that is longer than itself");
    }
  }

  private static PlistValue flag(int low) throws PlistFault {
    if (low != 0x8 && low != 0x9) {
      throw new PlistFault("holds a kind of value that management does not have");
    }
    return new PlistValue.Flag(low == 0x9);
  }

  private PlistValue whole(int from, int low) throws PlistFault {
    if (low > 4) {
      throw new PlistFault("has an integer that is none of 64 bits");
    }
    int width = 1 << low;
    mustFit(from, width);
    byte[] digits = Arrays.copyOfRange(bytes, from, from + width);
    // Up to four bytes are without a sign, longer ones have one.
    BigInteger number = width <= 4 ? new BigInteger(1, digits) : new BigInteger(digits);
    if (!PlistValue.Whole.fits(number)) {
      throw new PlistFault("has an integer that is none of 64 bits");
    }
    return new PlistValue.Whole(number);
  }

  private PlistValue real(int from, int low) throws PlistFault {
    return switch (low) {
      case 2 -> {
        mustFit(from, 4);
        yield new PlistValue.Real(Float.intBitsToFloat((int) number(from, 4)));
      }
      case 3 -> new PlistValue.Real(doubleAt(from));
      default -> throw new PlistFault("has a real that is no number");
    };
  }

  private double doubleAt(int from) throws PlistFault {
    mustFit(from, 8);
    return Double.longBitsToDouble(number(from, 8));
  }

  private PlistValue date(int from, int low) throws PlistFault {
    double seconds = low == 3 ? doubleAt(from) : Double.NaN;
    // Years 1 to 9999.
    if (!(seconds > -63_113_904_000.0 && seconds < 252_423_993_600.0)) {
      throw new PlistFault("has a date without a year of four digits");
    }
    return new PlistValue.Date(EPOCH.plusMillis(Math.round(seconds * 1_000)));
  }

  private PlistValue data(Sized data) throws PlistFault {
    mustFit(data.from(), data.count());
    budget.bytes(data.count());
    return new PlistValue.Data(Arrays.copyOfRange(bytes, data.from(), data.from() + data.count()));
  }

  private PlistValue text(Sized text, int width) throws PlistFault {
    long length = (long) text.count() * width;
    mustFit(text.from(), length);
    budget.bytes(length);
    return new PlistValue.Text(
        new String(
            bytes,
            text.from(),
            (int) length,
            width == 1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16BE));
  }

  private PlistValue array(Sized array) throws PlistFault {
    mustFit(array.from(), (long) array.count() * referenceBytes);
    budget.enter();
    List<PlistValue> items = new ArrayList<>();
    for (int i = 0; i < array.count(); i++) {
      items.add(object(reference(array.from(), i)));
    }
    budget.leave();
    return new PlistValue.Array(items);
  }

  private PlistValue dictionary(Sized dictionary) throws PlistFault {
    int count = dictionary.count();
    mustFit(dictionary.from(), 2L * count * referenceBytes);
    budget.enter();
    Map<String, PlistValue> entries = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      if (!(object(reference(dictionary.from(), i)) instanceof PlistValue.Text(String key))) {
        throw new PlistFault("has a key that is no text");
      }
      PlistValue value = object(reference(dictionary.from(), count + i));
      if (entries.put(key, value) != null) {
        throw new PlistFault("has the same key twice in one dictionary");
      }
    }
    budget.leave();
    return new PlistValue.Dictionary(entries);
  }

  private long reference(int from, int index) {
    return number(from + index * referenceBytes, referenceBytes);
  }

  /// Big-endian; of eight bytes the highest bit is a sign, which no count has.
  private long number(int from, int width) {
    long number = 0;
    for (int i = 0; i < width; i++) {
      number = (number << 8) | (bytes[from + i] & 0xff);
    }
    return number;
  }
}

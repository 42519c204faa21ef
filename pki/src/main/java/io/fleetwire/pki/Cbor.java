package io.fleetwire.pki;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads as much of CBOR (RFC 8949) as attestations are written in: numbers, bytes, texts, arrays,
/// maps from texts; each with its length said before it. Everything else is refused, and so is what
/// follows the value.
final class Cbor {
  /// An attestation nests three deep; a bomb nests a thousand.
  private static final int DEPTH_MAX = 8;

  private final ByteBuffer from;

  private Cbor(byte[] bytes) {
    this.from = ByteBuffer.wrap(bytes);
  }

  /// One value. Arrays of bytes are shared and read only.
  sealed interface Value {

    /// Counts up from 0, or down from -1.
    record Whole(long value) implements Value {}

    final class Bytes implements Value {
      private final byte[] value;

      Bytes(byte[] value) {
        this.value = value;
      }

      byte[] value() {
        return value;
      }
    }

    record Text(String value) implements Value {}

    record Items(List<Value> values) implements Value {
      public Items {
        values = List.copyOf(values);
      }
    }

    record Fields(Map<String, Value> values) implements Value {
      public Fields {
        values = Map.copyOf(values);
      }
    }
  }

  static Value read(byte[] bytes) throws PkiFault {
    Cbor reader = new Cbor(bytes);
    Value value = reader.value(DEPTH_MAX);
    if (reader.from.hasRemaining()) {
      throw new PkiFault("something follows the value");
    }
    return value;
  }

  private Value value(int depth) throws PkiFault {
    if (depth == 0) {
      throw new PkiFault("nested deeper than " + DEPTH_MAX);
    }
    int head = next();
    long argument = argument(head & 0x1f);
    return switch (head >> 5) {
      case 0 -> new Value.Whole(argument);
      case 1 -> new Value.Whole(-1 - argument);
      case 2 -> new Value.Bytes(bytes(argument));
      case 3 -> new Value.Text(text(argument));
      case 4 -> items(argument, depth);
      case 5 -> fields(argument, depth);
      default -> throw new PkiFault("a tag, a float or a simple value");
    };
  }

  private int next() throws PkiFault {
    if (!from.hasRemaining()) {
      throw new PkiFault("ends before it is complete");
    }
    return from.get() & 0xff;
  }

  /// RFC 8949, section 3. Lengths that are written longer than they need be are taken, as the RFC
  /// has it for what is not deterministic.
  private long argument(int low) throws PkiFault {
    if (low < 24) {
      return low;
    }
    if (low > 27) {
      throw new PkiFault("a length that is not said");
    }
    long argument = 0;
    for (int i = 0; i < 1 << (low - 24); i++) {
      argument = argument << 8 | next();
    }
    if (argument < 0) {
      throw new PkiFault("a number beyond 63 bits");
    }
    return argument;
  }

  private byte[] bytes(long length) throws PkiFault {
    byte[] bytes = new byte[atMostWhatIsThere(length)];
    from.get(bytes);
    return bytes;
  }

  private String text(long length) throws PkiFault {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(length))).toString();
    } catch (CharacterCodingException _) {
      throw new PkiFault("a text that is not UTF-8");
    }
  }

  private Value items(long count, int depth) throws PkiFault {
    List<Value> values = new ArrayList<>();
    for (int i = atMostWhatIsThere(count); i > 0; i--) {
      values.add(value(depth - 1));
    }
    return new Value.Items(values);
  }

  private Value fields(long count, int depth) throws PkiFault {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = atMostWhatIsThere(count); i > 0; i--) {
      if (!(value(depth - 1) instanceof Value.Text(String name))) {
        throw new PkiFault("a map from something else than texts");
      }
      if (values.put(name, value(depth - 1)) != null) {
        throw new PkiFault("a name that stands twice");
      }
    }
    return new Value.Fields(values);
  }

  /// Each byte, and each value, takes at least one of those that are left.
  private int atMostWhatIsThere(long count) throws PkiFault {
    if (count > from.remaining()) {
      throw new PkiFault("ends before it is complete");
    }
    return (int) count;
  }
}

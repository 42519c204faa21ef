package io.fleetwire.plist;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A property list, or a part of one. Immutable.
public sealed interface PlistValue {

  /// Named values in the order in which they were written; no name twice.
  record Dictionary(Map<String, PlistValue> entries) implements PlistValue {
    public static final Dictionary EMPTY = new Dictionary(Map.of());

    public Dictionary {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    public Optional<PlistValue> find(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    /// The text under `key`, if there is a text.
    public Optional<String> text(String key) {
      return entries.get(key) instanceof Text(String value) ? Optional.of(value) : Optional.empty();
    }

    /// The bytes under `key`, if there are bytes.
    public Optional<byte[]> data(String key) {
      return entries.get(key) instanceof Data data ? Optional.of(data.bytes()) : Optional.empty();
    }

    /// The truth under `key`, if it is one.
    public Optional<Boolean> flag(String key) {
      return entries.get(key) instanceof Flag(boolean value)
          ? Optional.of(value)
          : Optional.empty();
    }

    /// The dictionary under `key`, if there is one.
    public Optional<Dictionary> dictionary(String key) {
      return entries.get(key) instanceof Dictionary inner ? Optional.of(inner) : Optional.empty();
    }

    /// The items of the array under `key`; none when there is no array.
    public List<PlistValue> items(String key) {
      return entries.get(key) instanceof Array(List<PlistValue> items) ? items : List.of();
    }

    /// This dictionary with `key` set to `value`, at the end when it is new.
    public Dictionary with(String key, PlistValue value) {
      Map<String, PlistValue> more = new LinkedHashMap<>(entries);
      more.put(key, value);
      return new Dictionary(more);
    }

    public Dictionary with(String key, String text) {
      return with(key, new Text(text));
    }
  }

  /// Values in their order.
  record Array(List<PlistValue> items) implements PlistValue {
    public Array {
      items = List.copyOf(items);
    }

    public static Array of(PlistValue... items) {
      return new Array(List.of(items));
    }
  }

  record Text(String value) implements PlistValue {}

  /// A whole number of 64 bits, with a sign or without one.
  record Whole(BigInteger value) implements PlistValue {
    static final BigInteger LEAST = BigInteger.ONE.shiftLeft(63).negate();
    static final BigInteger GREATEST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    public Whole {
      if (!fits(value)) {
        throw new AssertionError("a whole number has 64 bits");
      }
    }

    public static Whole of(long value) {
      return new Whole(BigInteger.valueOf(value));
    }

    /// Whether `value` can be one.
    public static boolean fits(BigInteger value) {
      return value.compareTo(LEAST) >= 0 && value.compareTo(GREATEST) <= 0;
    }
  }

  record Real(double value) implements PlistValue {}

  record Flag(boolean value) implements PlistValue {}

  /// A moment. XML writes it in whole seconds.
  record Date(Instant value) implements PlistValue {
    /// What four digits of a year can say.
    static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    public Date {
      if (value.isBefore(FIRST) || value.isAfter(LAST)) {
        throw new AssertionError("a date has a year of four digits");
      }
    }
  }

  /// Bytes. The array is shared and read only.
  final class Data implements PlistValue {
    private final byte[] bytes;

    public Data(byte[] bytes) {
      this.bytes = bytes;
    }

    public byte[] bytes() {
      return bytes;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Data that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Data[" + bytes.length + " bytes]";
    }
  }
}

package io.fleetwire.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// A set of lanes. Immutable.
public final class Lanes {
  public static final Lanes NONE = new Lanes(new BitSet(Lane.COUNT));
  public static final Lanes ALL = of(IntStream.range(0, Lane.COUNT));

  private final BitSet bits;

  private Lanes(BitSet bits) {
    this.bits = bits;
  }

  private static Lanes of(IntStream numbers) {
    BitSet bits = new BitSet(Lane.COUNT);
    numbers.forEach(bits::set);
    return new Lanes(bits);
  }

  /// These lanes, in any order.
  public static Lanes of(Iterable<Lane> lanes) {
    BitSet bits = new BitSet(Lane.COUNT);
    lanes.forEach(lane -> bits.set(lane.number()));
    return new Lanes(bits);
  }

  public boolean contains(Lane lane) {
    return bits.get(lane.number());
  }

  /// Whether the lane of an endpoint is among them. Asked several times for each delivery.
  public boolean contains(EndpointId endpoint) {
    return bits.get(Lane.numberOf(endpoint));
  }

  public Lanes with(Lanes others) {
    BitSet all = (BitSet) bits.clone();
    all.or(others.bits);
    return new Lanes(all);
  }

  public Lanes without(Lanes others) {
    BitSet left = (BitSet) bits.clone();
    left.andNot(others.bits);
    return new Lanes(left);
  }

  /// Those that are also among `others`.
  public Lanes within(Lanes others) {
    BitSet both = (BitSet) bits.clone();
    both.and(others.bits);
    return new Lanes(both);
  }

  /// The first `count` of them, or all when there are fewer.
  public Lanes first(int count) {
    return of(bits.stream().limit(count));
  }

  /// The last `count` of them, or all when there are fewer.
  public Lanes last(int count) {
    return of(bits.stream().skip(Math.max(0, size() - count)));
  }

  public int size() {
    return bits.cardinality();
  }

  public boolean isEmpty() {
    return bits.isEmpty();
  }

  /// All of them in ascending order.
  public List<Lane> list() {
    return bits.stream().mapToObj(Lane::new).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Lanes lanes && lanes.bits.equals(bits);
  }

  @Override
  public int hashCode() {
    return bits.hashCode();
  }

  @Override
  public String toString() {
    return "lanes " + Arrays.toString(bits.stream().toArray());
  }
}

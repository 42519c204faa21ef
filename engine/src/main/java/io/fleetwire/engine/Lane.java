package io.fleetwire.engine;

/// One of the parts into which all endpoints are divided. A lane belongs to one node at a time, and
/// only that node calls the endpoints in it. Which lane an endpoint is in follows from its id
/// alone, so that no node has to ask another.
public record Lane(int number) {
  /// Enough to divide evenly among some dozens of nodes, few enough to write down one by one.
  public static final int COUNT = 256;

  /// 2 to the power of 64 divided by the golden ratio: the upper bits of a product with it depend
  /// on all bits of the other factor (Knuth, The Art of Computer Programming, 6.4).
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  public Lane {
    Must.hold(number >= 0 && number < COUNT, "lanes are numbered from 0 to 255");
  }

  /// The lane of an endpoint.
  public static Lane of(EndpointId endpoint) {
    return new Lane(numberOf(endpoint));
  }

  /// The lane of a kind of work that one node at a time does, by its name.
  public static Lane of(String work) {
    return new Lane(spread(work.hashCode()));
  }

  static int numberOf(EndpointId endpoint) {
    return spread(endpoint.value());
  }

  private static int spread(long value) {
    return (int) ((value * GOLDEN) >>> 56);
  }
}

package io.fleetwire.apple;

import java.util.LinkedHashMap;
import java.util.Map;

/// What was asked for lately, by name. When there are too many, the one that nobody has asked for
/// the longest is forgotten. Confined, or guarded by its owner.
final class RecentMap<V> extends LinkedHashMap<String, V> {
  private static final long serialVersionUID = 1L;

  private final int sizeMax;

  RecentMap(int sizeMax) {
    super(16, 0.75f, true);
    this.sizeMax = sizeMax;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > sizeMax;
  }
}

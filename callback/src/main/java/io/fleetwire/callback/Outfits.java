package io.fleetwire.callback;

import io.fleetwire.engine.EndpointId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What all endpoints wear at one moment. Immutable: a change makes a new one, and shares all but
/// one drawer, so that it stays cheap with a hundred thousand endpoints.
final class Outfits {
  /// A change copies the row of drawers and one drawer: about as long as each other at a million.
  private static final int DRAWERS = 1024;

  static final Outfits NONE = new Outfits(Collections.nCopies(DRAWERS, Map.of()));

  private final List<Map<EndpointId, Outfit>> drawers;

  private Outfits(List<Map<EndpointId, Outfit>> drawers) {
    this.drawers = drawers;
  }

  static Outfits of(Map<EndpointId, Outfit> all) {
    List<Map<EndpointId, Outfit>> drawers = new ArrayList<>(NONE.drawers);
    all.forEach(
        (id, outfit) -> {
          if (drawers.get(drawer(id)).isEmpty()) {
            drawers.set(drawer(id), new HashMap<>());
          }
          drawers.get(drawer(id)).put(id, outfit);
        });
    return new Outfits(drawers);
  }

  Outfit get(EndpointId id) {
    return drawers.get(drawer(id)).getOrDefault(id, Outfit.NONE);
  }

  Outfits with(EndpointId id, Outfit outfit) {
    Map<EndpointId, Outfit> drawer = new HashMap<>(drawers.get(drawer(id)));
    if (outfit.isNone()) {
      drawer.remove(id);
    } else {
      drawer.put(id, outfit);
    }
    List<Map<EndpointId, Outfit>> changed = new ArrayList<>(drawers);
    changed.set(drawer(id), drawer);
    return new Outfits(changed);
  }

  /// Ids grow with time and differ in their middle bits: mixed, so that no drawer gets all.
  private static int drawer(EndpointId id) {
    return (int) ((id.value() * 0x9E3779B97F4A7C15L) >>> 54);
  }
}

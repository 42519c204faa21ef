package io.fleetwire.portal;

import io.fleetwire.lab.EffectiveStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How many devices are in a status, as a tile that leads to them.
record StatusTile(String label, String tone, String count, String path) {

  static List<StatusTile> of(Map<EffectiveStatus, Integer> counts) {
    return Stream.of(
            EffectiveStatus.ONLINE,
            EffectiveStatus.UTILIZING,
            EffectiveStatus.OFFLINE,
            EffectiveStatus.UNPLUGGED)
        .map(
            status ->
                new StatusTile(
                    DeviceArea.label(status),
                    DeviceArea.tone(status),
                    Amounts.count(counts.getOrDefault(status, 0)),
                    Place.DEVICES.path() + "?status=" + status.code()))
        .toList();
  }
}

package io.fleetwire.portal;

import java.util.List;

/// The first page: figures of the last hour, what needs a person, and what to do when there is
/// nothing yet. Lists are empty for who may not see endpoints.
record OverviewView(
    List<EndpointView.Tile> tiles, Traffic traffic, Lists lists, Begin begin, String part) {
  OverviewView {
    tiles = List.copyOf(tiles);
  }

  /// Deliveries and events by the minute, and what they say in words.
  record Traffic(Chart deliveries, Chart events, String since) {}

  record Chart(List<Bar> bars, String most, String words) {
    Chart {
      bars = List.copyOf(bars);
    }
  }

  record Lists(List<Task> tasks, List<Ranked> slowest, List<Ranked> failing) {
    Lists {
      tasks = List.copyOf(tasks);
      slowest = List.copyOf(slowest);
      failing = List.copyOf(failing);
    }
  }

  /// Something that needs a person; `kind` as of a badge.
  record Task(String kind, String title, String text, String path) {}

  record Ranked(String name, String path, String figure, String note) {}

  /// Whether who looks may see endpoints, and whether there is one.
  record Begin(boolean maySee, boolean hasEndpoint) {}
}

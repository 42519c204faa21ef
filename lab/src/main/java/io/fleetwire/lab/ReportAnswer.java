package io.fleetwire.lab;

import java.util.List;

/// What became of a batch of reports.
sealed interface ReportAnswer {

  /// It is durable up to the report numbered `sequence`; the next one is to be higher. `repeated`
  /// were taken before. `ignored` say why some had no effect; sending them again would not help.
  record Taken(int applied, int repeated, long sequence, List<Ignored> ignored)
      implements ReportAnswer {
    public Taken {
      ignored = List.copyOf(ignored);
    }
  }

  /// A report that had no effect.
  record Ignored(long sequence, String udid, String reason) {}

  /// Nothing was taken: the organization has as many hosts as it may.
  record TooManyHosts(int max) implements ReportAnswer {}
}

package io.fleetwire.knox;

import java.time.Instant;
import java.util.List;

/// How far an upload or a deletion is, and a page of its results. Immutable.
///
/// @param isUpload else it deletes
/// @param isForKai whether Knox Asset Intelligence is named as the target
/// @param trace the caller's name for it, which its event carries
/// @param changedAt when it was accepted, or its last part was done
/// @param found how many lines there are in all, as filtered
public record OperationReport(
    String id,
    boolean isUpload,
    boolean isForKai,
    String trace,
    Counts counts,
    Instant createdAt,
    Instant changedAt,
    long found,
    List<Line> lines) {
  public OperationReport {
    lines = List.copyOf(lines);
  }

  /// How many identifiers there are, how many of them are done, and how; and how many more were
  /// named again.
  public record Counts(int total, int succeeded, int failed, int duplicates) {

    public int processed() {
      return succeeded + failed;
    }

    public boolean isFinished() {
      return processed() == total;
    }
  }

  /// How one identifier fares.
  public enum Outcome {
    PENDING,
    SUCCESS,
    FAILURE
  }

  /// One identifier; `code` and `message` are the vendor's where it failed, and empty otherwise.
  public record Line(String identifier, Outcome outcome, String code, String message) {}

  static OperationReport of(OperationProgress progress, long found, List<DeviceEntry> entries) {
    BulkOperation operation = progress.operation();
    return new OperationReport(
        operation.id(),
        operation.kind() == BulkOperation.Kind.UPLOAD,
        operation.isForKai(),
        operation.trace().value(),
        new Counts(
            operation.total(), progress.succeeded(), progress.failed(), operation.duplicates()),
        operation.createdAt(),
        progress.changedAt(),
        found,
        entries.stream().map(OperationReport::line).toList());
  }

  private static Line line(DeviceEntry entry) {
    DeviceResult result = entry.result();
    Outcome outcome =
        result == DeviceResult.PENDING
            ? Outcome.PENDING
            : result.isFailure() ? Outcome.FAILURE : Outcome.SUCCESS;
    return new Line(entry.identifier(), outcome, result.code(), result.message(entry.identifier()));
  }
}

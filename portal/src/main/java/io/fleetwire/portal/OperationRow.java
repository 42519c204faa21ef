package io.fleetwire.portal;

import io.fleetwire.knox.OperationReport;
import io.fleetwire.knox.OperationReport.Outcome;
import java.time.Instant;
import java.util.List;

/// An upload or a deletion, worded.
record OperationRow(OperationReport report, Moment created, Moment changed) {

  static OperationRow of(OperationReport report, Instant now) {
    return new OperationRow(
        report, Moment.of(report.createdAt(), now), Moment.of(report.changedAt(), now));
  }

  String path() {
    return KnoxTab.OPERATIONS.path() + "/" + report.id();
  }

  String title() {
    OperationReport.Counts counts = report.counts();
    String devices = Amounts.count(counts.total(), "device", "devices");
    return (report.isUpload() ? "Upload of " : "Deletion of ") + devices;
  }

  boolean isFinished() {
    return report.counts().isFinished();
  }

  String state() {
    if (!isFinished()) {
      return percent() + " % done";
    }
    return report.counts().failed() == 0
        ? "Complete"
        : Amounts.count(report.counts().failed()) + " failed";
  }

  String tone() {
    if (!isFinished()) {
      return "info";
    }
    return report.counts().failed() == 0 ? "good" : "bad";
  }

  long percent() {
    return 100L * report.counts().processed() / report.counts().total();
  }

  String done() {
    return Amounts.count(report.counts().succeeded());
  }

  String failed() {
    return Amounts.count(report.counts().failed());
  }

  String waiting() {
    return Amounts.count(report.counts().total() - report.counts().processed());
  }

  static String word(Outcome outcome) {
    return switch (outcome) {
      case PENDING -> "Waiting";
      case SUCCESS -> "Done";
      case FAILURE -> "Failed";
    };
  }

  static String tone(Outcome outcome) {
    return switch (outcome) {
      case PENDING -> "off";
      case SUCCESS -> "good";
      case FAILURE -> "bad";
    };
  }

  /// A page of its lines; `failedOnly` leaves the others out.
  record Page(OperationRow row, boolean failedOnly, Pager pager) {
    List<OperationReport.Line> lines() {
      return row.report().lines();
    }
  }
}

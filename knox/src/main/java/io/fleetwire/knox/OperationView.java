package io.fleetwire.knox;

import io.fleetwire.knox.DeviceIdentifier.Verdict;
import io.fleetwire.knox.KnoxSettings.ImeiCheck;
import io.fleetwire.web.PageNumber;
import tools.jackson.core.JsonGenerator;

/// How an operation is shown to whoever polls it: the first thing that users without a public
/// callback URL need, and the vendor does not offer. Pure.
final class OperationView {
  private final ImeiCheck imeiCheck;

  OperationView(ImeiCheck imeiCheck) {
    this.imeiCheck = imeiCheck;
  }

  void write(JsonGenerator json, BulkOperations.Status status, PageNumber page) {
    OperationProgress progress = status.progress();
    BulkOperation operation = progress.operation();
    json.writeStartObject();
    json.writeStringProperty("operationId", operation.id());
    json.writeStringProperty("operationType", operation.kind().name());
    json.writeStringProperty("state", progress.isFinished() ? "Complete" : "Processing");
    json.writeStringProperty("transactionId", operation.transaction());
    json.writeStringProperty("traceId", operation.trace().value());
    OperationPayload.writeTargets(json, operation);
    json.writeNumberProperty("totalCount", operation.total());
    json.writeNumberProperty("processedCount", progress.processed());
    json.writeNumberProperty("progressPercent", 100 * progress.processed() / operation.total());
    json.writeNumberProperty("successCount", progress.succeeded());
    json.writeNumberProperty("failureCount", progress.failed());
    json.writeNumberProperty("duplicateCount", operation.duplicates());
    json.writeNumberProperty("createTime", operation.createdAt().toEpochMilli());
    json.writeNumberProperty("updateTime", progress.changedAt().toEpochMilli());
    json.writeNumberProperty("pageNum", page.number());
    json.writeNumberProperty("pageSize", page.size());
    json.writeArrayPropertyStart("devices");
    status.entries().forEach(entry -> write(json, entry));
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(JsonGenerator json, DeviceEntry entry) {
    DeviceIdentifier identifier = DeviceIdentifier.of(entry.identifier());
    json.writeStartObject();
    OperationPayload.writeIdentifier(json, identifier);
    json.writeStringProperty("status", word(entry.result()));
    entry.findDevice().ifPresent(id -> json.writeStringProperty("deviceId", id.toString()));
    if (entry.result().isFailure()) {
      json.writeStringProperty("errorCode", entry.result().code());
      json.writeStringProperty("error", entry.result().message(entry.identifier()));
    }
    if (identifier.verdict(imeiCheck) == Verdict.DOUBTFUL) {
      json.writeStringProperty("warning", "the last digit of the IMEI does not fit the others");
    }
    json.writeEndObject();
  }

  private static String word(DeviceResult result) {
    return switch (result) {
      case PENDING -> "PENDING";
      case SUCCESS -> "SUCCESS";
      case NO_IDENTIFIER_TO_UPLOAD,
          NO_IDENTIFIER_TO_FIND,
          IMEI_ELSEWHERE,
          MEID_ELSEWHERE,
          SERIAL_ELSEWHERE,
          ALREADY_HERE,
          NOT_HERE,
          NOT_IN_TARGET ->
          "FAILURE";
    };
  }
}

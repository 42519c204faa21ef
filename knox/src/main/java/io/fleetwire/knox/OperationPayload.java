package io.fleetwire.knox;

import io.fleetwire.engine.Payload;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.core.JsonGenerator;

/// Writes what an operation's event tells: the vendor's shape for bulk results, with the
/// operation's names and a code for each failure added (contract 2.5). About a megabyte for ten
/// thousand devices.
final class OperationPayload {
  private static final int BYTES_PER_DEVICE = 128;

  private OperationPayload() {}

  static Payload of(OperationProgress finished, List<DeviceEntry> entries) {
    BulkOperation operation = finished.operation();
    byte[] bytes =
        KnoxJson.write(
            BYTES_PER_DEVICE * (entries.size() + 4),
            json -> {
              json.writeStartObject();
              json.writeStringProperty("operationId", operation.id());
              json.writeStringProperty("transactionId", operation.transaction());
              writeTargets(json, operation);
              json.writeNumberProperty("totalCount", operation.total());
              json.writeNumberProperty("successCount", finished.succeeded());
              json.writeNumberProperty("failureCount", finished.failed());
              write(json, "successfulDevices", entries, entry -> !entry.result().isFailure());
              write(json, "failedDevices", entries, entry -> entry.result().isFailure());
              json.writeEndObject();
            });
    return new Payload(KnoxPayload.CONTENT_TYPE, bytes);
  }

  static void writeTargets(JsonGenerator json, BulkOperation operation) {
    json.writeArrayPropertyStart("targetServices");
    operation.targets().forEach(target -> json.writeString(target.name()));
    json.writeEndArray();
  }

  /// By what the device is called. Both usual names are always there, as in the vendor's samples.
  static void writeIdentifier(JsonGenerator json, DeviceIdentifier identifier) {
    String text = identifier.text();
    switch (identifier.kind()) {
      case IMEI -> {
        json.writeStringProperty("imei", text);
        json.writeNullProperty("serialNumber");
      }
      case MEID -> {
        json.writeNullProperty("imei");
        json.writeNullProperty("serialNumber");
        json.writeStringProperty("meid", text);
      }
      case SERIAL -> {
        json.writeNullProperty("imei");
        json.writeStringProperty("serialNumber", text);
      }
    }
  }

  private static void write(
      JsonGenerator json, String name, List<DeviceEntry> entries, Predicate<DeviceEntry> wanted) {
    json.writeArrayPropertyStart(name);
    entries.stream().filter(wanted).forEach(entry -> write(json, entry));
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, DeviceEntry entry) {
    json.writeStartObject();
    writeIdentifier(json, DeviceIdentifier.of(entry.identifier()));
    if (entry.result().isFailure()) {
      json.writeStringProperty("errorCode", entry.result().code());
      json.writeStringProperty("error", entry.result().message(entry.identifier()));
    }
    entry.findDevice().ifPresent(id -> json.writeStringProperty("deviceId", id.toString()));
    json.writeEndObject();
  }
}

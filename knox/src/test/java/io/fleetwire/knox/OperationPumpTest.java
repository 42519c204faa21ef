package io.fleetwire.knox;

import static io.fleetwire.knox.KnoxHouse.OURS;
import static io.fleetwire.knox.KnoxHouse.THEIRS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.knox.BulkOperation.Kind;
import io.fleetwire.web.PageNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OperationPumpTest {
  private static final PageNumber FIRST_PAGE = new PageNumber(0, 100);

  /// A page that needs no chunk to be read.
  private static final PageNumber BEHIND = new PageNumber(1_000, 100);

  private static final Set<TargetService> KAI = Set.of(TargetService.KAI);

  @TempDir Path folder;

  @Test
  void anUploadEndsInOneEventOfTheContractsShape() throws JsonProcessingException {
    try (KnoxHouse house = KnoxHouse.open(folder)) {
      BulkOperation operation = house.upload(OURS, "350000000000006", "nonsense!", "R58M00AAAAA");
      house.finishOperations();
      assertThat(house.accepted).hasSize(1);
      Event event = house.accepted.getFirst();
      assertThat(event.type().name()).isEqualTo("KDMS_DEVICE_UPLOAD");
      assertThat(event.subject().value()).isEqualTo(operation.id());
      assertThat(event.trace()).isEqualTo(operation.trace());
      String payload = new String(event.payload().bytes(), UTF_8);
      assertThat(payload.replaceAll("\"deviceId\":\"[0-9a-f]{24}\"", "\"deviceId\":\"ID\""))
          .isEqualTo(
              """
              {"operationId":"%s","transactionId":"%s","targetServices":["KAI"],\
              "totalCount":3,"successCount":2,"failureCount":1,\
              "successfulDevices":[{"imei":"350000000000006","serialNumber":null,\
              "deviceId":"ID"},{"imei":null,"serialNumber":"R58M00AAAAA","deviceId":"ID"}],\
              "failedDevices":[{"imei":null,"serialNumber":"NONSENSE!",\
              "errorCode":"INVALID_DEVICE_ID",\
              "error":"Couldn't upload device with ID: (NONSENSE!)"}]}\
              """
                  .formatted(operation.id(), operation.transaction()));
      assertThat(KnoxPayload.normalise(event.payload().bytes()))
          .isEqualTo(new KnoxPayload.Answer.Normalised(event.payload()));
    }
  }

  @Test
  void everyResultHasItsCode() throws JsonProcessingException {
    try (KnoxHouse house = KnoxHouse.open(folder)) {
      house.upload(THEIRS, "350000000000006", "35ABCDEF000001", "THEIRS01");
      house.upload(OURS, "OURS0001", "OURS0002");
      house.finishOperations();
      house.upload(
          OURS, "350000000000006", "35ABCDEF000001", "THEIRS01", "OURS0001", "x", "OURS0003");
      house.finishOperations();
      assertThat(failures(house.accepted.getLast()))
          .containsExactly(
              "350000000000006 IMEI_EXIST_IN_DIFFERENT_ACCOUNT",
              "35ABCDEF000001 MEID_EXIST_IN_DIFFERENT_ACCOUNT",
              "OURS0001 DEVICE_ALREADY_EXIST",
              "THEIRS01 SERIAL_EXIST_IN_DIFFERENT_ACCOUNT",
              "X INVALID_DEVICE_ID");
      house.order(OURS, Kind.DELETE, KAI, List.of("OURS0001", "OURS0009", "THEIRS01", "x"));
      house.finishOperations();
      house.order(OURS, Kind.DELETE, KAI, List.of("OURS0001"));
      house.finishOperations();
      assertThat(failures(house.accepted.get(3)))
          .containsExactly(
              "OURS0009 DEVICE_NOT_FOUND", "THEIRS01 DEVICE_NOT_FOUND", "X INVALID_DEVICE_ID");
      assertThat(failures(house.accepted.get(4))).containsExactly("OURS0001 DEVICE_NOT_FOUND");
      assertThat(house.accepted.getLast().type().name()).isEqualTo("KDMS_DEVICE_DELETE");
    }
  }

  @Test
  void takingAwayATargetKeepsTheDeviceAndDeletingDoesNot() {
    try (KnoxHouse house = KnoxHouse.open(folder)) {
      house.upload(OURS, "OURS0001", "OURS0002");
      house.finishOperations();
      house.order(OURS, Kind.DELETE, KAI, List.of("OURS0001"));
      house.order(OURS, Kind.DELETE, Set.of(), List.of("OURS0002"));
      house.finishOperations();
      assertThat(listed(house, false)).containsExactly("OURS0001");
      assertThat(listed(house, true)).isEmpty();
      house.upload(OURS, "OURS0001", "OURS0002");
      house.finishOperations();
      assertThat(listed(house, true)).containsExactlyInAnyOrder("OURS0001", "OURS0002");
    }
  }

  @Test
  void whatOneOrganizationDeletesAnotherMayUpload() {
    try (KnoxHouse house = KnoxHouse.open(folder)) {
      house.upload(THEIRS, "MOVED001");
      house.finishOperations();
      house.order(THEIRS, Kind.DELETE, Set.of(), List.of("MOVED001"));
      house.finishOperations();
      house.upload(OURS, "MOVED001");
      house.finishOperations();
      assertThat(listed(house, true)).containsExactly("MOVED001");
    }
  }

  @Test
  void anOperationInWhichEverythingFailsSendsItsEvent() throws JsonProcessingException {
    try (KnoxHouse house = KnoxHouse.open(folder)) {
      house.upload(OURS, "?", "!");
      house.finishOperations();
      assertThat(house.accepted).hasSize(1);
      assertThat(failures(house.accepted.getFirst())).hasSize(2);
    }
  }

  @Test
  void aRestartBetweenAnyTwoStepsRepeatsAndForgetsNothing() throws JsonProcessingException {
    List<String> names = IntStream.range(0, 7_750).mapToObj("SER%06d"::formatted).toList();
    List<Event> events = new ArrayList<>();
    try (KnoxHouse house = KnoxHouse.open(folder)) {
      house.subscribe(OURS, "KDMS_DEVICE_UPLOAD");
      assertThat(house.order(OURS, Kind.UPLOAD, KAI, names)).isPresent();
    }
    List<OutboundRequest> callbacks = new ArrayList<>();
    for (int starts = 0; starts < 8; starts++) {
      try (KnoxHouse house = KnoxHouse.open(folder)) {
        house.pump.step();
        events.addAll(house.accepted);
      }
    }
    try (KnoxHouse house = KnoxHouse.open(folder)) {
      house.finishOperations();
      events.addAll(house.accepted);
      house.deliver();
      callbacks.addAll(house.sender.sent());
      assertThat(house.devices.list(query(false)).totalCount()).isEqualTo(7_750);
    }
    assertThat(events).hasSize(1);
    assertThat(callbacks).hasSize(1);
    JsonNode payload = payload(events.getFirst());
    assertThat(payload.get("successCount").intValue()).isEqualTo(7_750);
    assertThat(payload.get("successfulDevices"))
        .extracting(device -> device.get("serialNumber").textValue())
        .containsExactlyElementsOf(names);
  }

  @Test
  void aStepThatIsRepeatedAfterTheEndDoesNothing() {
    try (KnoxHouse house = KnoxHouse.open(folder)) {
      house.upload(OURS, "OURS0001");
      house.finishOperations();
      for (int i = 0; i < 3; i++) {
        assertThat(house.pump.step()).isEqualTo(Instant.MAX);
      }
      assertThat(house.accepted).hasSize(1);
    }
  }

  @Test
  void aSmallOperationDoesNotWaitForALargeOne() {
    try (KnoxHouse house = KnoxHouse.open(folder)) {
      List<String> many = IntStream.range(0, 5_000).mapToObj("SER%06d"::formatted).toList();
      BulkOperation large = house.order(OURS, Kind.UPLOAD, KAI, many).orElseThrow();
      house.pump.step();
      house.clock.advance(Duration.ofMillis(1));
      BulkOperation small = house.upload(THEIRS, "SMALL001");
      house.pump.step();
      assertThat(house.accepted)
          .extracting(event -> event.subject().value())
          .containsExactly(small.id());
      house.finishOperations();
      assertThat(house.accepted)
          .extracting(event -> event.subject().value())
          .containsExactly(small.id(), large.id());
    }
  }

  @Test
  void manyOperationsTakeTurns() {
    try (KnoxHouse house = KnoxHouse.open(folder)) {
      List<BulkOperation> all = new ArrayList<>();
      for (int i = 0; i < 160; i++) {
        all.add(house.upload(i % 2 == 0 ? OURS : THEIRS, "SER" + (1_000 + i)));
        house.clock.advance(Duration.ofMillis(1));
      }
      house.pump.step();
      assertThat(house.accepted).hasSize(128);
      house.pump.step();
      assertThat(house.accepted)
          .extracting(event -> event.subject().value())
          .containsExactlyElementsOf(all.stream().map(BulkOperation::id).toList());
    }
  }

  @Test
  void anOrganizationHasABoundedNumberOfOperationsInLine() {
    try (KnoxHouse house = KnoxHouse.open(folder)) {
      for (int i = 0; i < BulkOperations.WAITING_MAX; i++) {
        house.upload(OURS, "SER" + (1_000 + i));
      }
      assertThat(house.order(OURS, Kind.UPLOAD, KAI, List.of("SER9999"))).isEmpty();
      assertThat(house.order(THEIRS, Kind.UPLOAD, KAI, List.of("SER9999"))).isPresent();
      house.finishOperations();
      assertThat(house.order(OURS, Kind.UPLOAD, KAI, List.of("SER9999"))).isPresent();
    }
  }

  @Test
  void progressCanBeSeenChunkByChunk() {
    try (KnoxHouse house = KnoxHouse.open(folder)) {
      List<String> many = IntStream.range(0, 2_200).mapToObj("SER%06d"::formatted).toList();
      String id = house.order(OURS, Kind.UPLOAD, KAI, many).orElseThrow().id();
      List<Integer> processed = new ArrayList<>();
      do {
        processed.add(status(house, id).progress().processed());
        house.pump.step();
      } while (!status(house, id).progress().isFinished());
      assertThat(processed).containsExactly(0, 1_000, 2_000);
      assertThat(status(house, id).progress().succeeded()).isEqualTo(2_200);
    }
  }

  @Test
  void resultsArePagedInTheOrderOfTheirIdentifiers() {
    try (KnoxHouse house = KnoxHouse.open(folder)) {
      List<String> many = IntStream.range(0, 2_234).mapToObj("SER%06d"::formatted).toList();
      String id = house.order(OURS, Kind.UPLOAD, KAI, many).orElseThrow().id();
      house.pump.step();
      List<String> seen = new ArrayList<>();
      List<DeviceResult> results = new ArrayList<>();
      for (int page = 0; ; page++) {
        List<DeviceEntry> entries =
            house.operations.find(OURS, id, new PageNumber(page, 70)).orElseThrow().entries();
        if (entries.isEmpty()) {
          break;
        }
        entries.forEach(entry -> seen.add(entry.identifier()));
        entries.forEach(entry -> results.add(entry.result()));
      }
      assertThat(seen).isEqualTo(many);
      assertThat(results.subList(0, 1_000)).containsOnly(DeviceResult.SUCCESS);
      assertThat(results.subList(1_000, 2_234)).containsOnly(DeviceResult.PENDING);
      assertThat(house.operations.find(THEIRS, id, FIRST_PAGE)).isEmpty();
      assertThat(house.operations.find(OURS, "no id", FIRST_PAGE)).isEmpty();
    }
  }

  @Test
  void anOperationThatCannotGoOnStopsNoOther() {
    try (KnoxHouse house = KnoxHouse.open(folder)) {
      BulkOperation broken = house.upload(OURS, "BROKEN01");
      BulkOperation sound = house.upload(OURS, "SOUND001");
      byte[] kept = entries(house, broken.id(), 0);
      putEntries(house, broken.id(), 0, new byte[] {0});
      assertThatThrownBy(house.pump::step).isInstanceOf(RuntimeException.class);
      assertThat(house.accepted)
          .extracting(event -> event.subject().value())
          .containsExactly(sound.id());
      putEntries(house, broken.id(), 0, kept);
      house.finishOperations();
      assertThat(house.accepted).hasSize(2);
    }
  }

  @Test
  void aLastChunkThatCannotTellItsEventChangesNothing() {
    try (KnoxHouse house = KnoxHouse.open(folder)) {
      List<String> many = IntStream.range(0, 1_500).mapToObj("SER%06d"::formatted).toList();
      String id = house.order(OURS, Kind.UPLOAD, KAI, many).orElseThrow().id();
      house.pump.step();
      byte[] kept = entries(house, id, 0);
      putEntries(house, id, 0, new byte[] {0});
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(house.pump::step).isInstanceOf(RuntimeException.class);
        assertThat(house.devices.list(query(false)).totalCount()).isEqualTo(1_000);
        assertThat(house.operations.find(OURS, id, BEHIND).orElseThrow().progress().processed())
            .isEqualTo(1_000);
      }
      putEntries(house, id, 0, kept);
      house.finishOperations();
      assertThat(house.accepted).hasSize(1);
      assertThat(house.devices.list(query(false)).totalCount()).isEqualTo(1_500);
    }
  }

  @Test
  void finishedOperationsAreForgottenAfterAMonth() {
    try (KnoxHouse house = KnoxHouse.open(folder)) {
      String id = house.upload(OURS, "OURS0001").id();
      house.finishOperations();
      house.clock.advance(OperationPump.KEPT);
      house.pump.step();
      assertThat(house.operations.find(OURS, id, FIRST_PAGE)).isPresent();
      house.clock.advance(Duration.ofMillis(1));
      assertThat(house.pump.step()).isBefore(Instant.MAX);
      assertThat(house.operations.find(OURS, id, FIRST_PAGE)).isEmpty();
      assertThat(house.pump.step()).isEqualTo(Instant.MAX);
    }
  }

  private static BulkOperations.Status status(KnoxHouse house, String id) {
    return house.operations.find(OURS, id, FIRST_PAGE).orElseThrow();
  }

  private static byte[] entries(KnoxHouse house, String operation, int number) {
    return house.database.read(
        tx ->
            tx.find(
                    """
                    SELECT entries FROM kdms_operation_chunk c
                    JOIN kdms_operation o ON o.id = c.operation
                    WHERE o.operation = ? AND c.number = ?
                    """,
                    row -> row.bytes(1),
                    operation,
                    number)
                .orElseThrow());
  }

  private static void putEntries(KnoxHouse house, String operation, int number, byte[] entries) {
    int changed =
        house.database.write(
            tx ->
                tx.update(
                    """
                    UPDATE kdms_operation_chunk SET entries = ? WHERE number = ?
                      AND operation = (SELECT id FROM kdms_operation WHERE operation = ?)
                    """,
                    entries,
                    number,
                    operation));
    assertThat(changed).isEqualTo(1);
  }

  private static Devices.Query query(boolean onlyKai) {
    return new Devices.Query(OURS, List.of(), onlyKai, FIRST_PAGE);
  }

  private static List<String> listed(KnoxHouse house, boolean onlyKai) {
    return house.devices.list(query(onlyKai)).devices().stream()
        .map(device -> device.identifier().text())
        .toList();
  }

  private static JsonNode payload(Event event) throws JsonProcessingException {
    return new ObjectMapper().readTree(new String(event.payload().bytes(), UTF_8));
  }

  /// The identifier and the code of each failed device.
  private static List<String> failures(Event event) throws JsonProcessingException {
    List<String> failures = new ArrayList<>();
    for (JsonNode device : payload(event).get("failedDevices")) {
      String name =
          device.has("meid")
              ? device.get("meid").textValue()
              : device.get("imei").isNull()
                  ? device.get("serialNumber").textValue()
                  : device.get("imei").textValue();
      failures.add(name + " " + device.get("errorCode").textValue());
    }
    return failures;
  }
}

package io.fleetwire.knox;

import static io.fleetwire.knox.KnoxSite.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.testkit.DeviceNumbers;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Uploads, deletions, lists and operations (contract 2.3), as a caller sees them.
final class KdmsEdgeTest extends SharedSite {
  private static final String UPLOAD = "/kdms/v1/devices/upload";
  private static final String DELETE = "/kdms/v1/devices/delete";
  private static final String LIST = "/kdms/v1/devices/getDevices";

  @Test
  void anUploadIsAcknowledgedAndThenDone() {
    KnoxClient caller = site.caller("kdms.devices");
    KnoxAnswer answer =
        caller.post(
            UPLOAD,
            """
            { "deviceIds": ["490154203237518", "R58M00AAAAA"], "targetServices": ["KAI"] }
            """);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text())
        .matches(
            "\\{\"transactionId\":\"T[0-9a-f]{12}\",\"code\":\"00000\",\"message\":\"SUCCESS\","
                + "\"data\":\\{\"operationId\":\"[0-9a-f]{24}\",\"devicesToProcessCount\":2}}");
    JsonNode before = status(caller, answer);
    assertThat(before.get("state").textValue()).isEqualTo("Processing");
    assertThat(before.get("progressPercent").intValue()).isZero();
    assertThat(before.get("devices"))
        .extracting(device -> device.get("status").textValue())
        .containsExactly("PENDING", "PENDING");
    site.finishOperations();
    JsonNode after = status(caller, answer);
    assertThat(after.get("state").textValue()).isEqualTo("Complete");
    assertThat(after.get("progressPercent").intValue()).isEqualTo(100);
    assertThat(after.get("successCount").intValue()).isEqualTo(2);
    assertThat(after.get("failureCount").intValue()).isZero();
    assertThat(after.get("operationType").textValue()).isEqualTo("UPLOAD");
    assertThat(after.get("transactionId").textValue())
        .isEqualTo(json(answer).get("transactionId").textValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                  | INVALID_PARAM | deviceIds must be",
        "{\"targetServices\":[\"KAI\"]}                      | INVALID_PARAM | deviceIds must be",
        "{\"deviceIds\":[],\"targetServices\":\"KAI\"}       | INVALID_PARAM | deviceIds must be",
        "{\"deviceIds\":\"X\",\"targetServices\":\"KAI\"}    | INVALID_PARAM | deviceIds must be",
        "{\"deviceIds\":null,\"targetServices\":\"KAI\"}     | INVALID_PARAM | deviceIds must be",
        "{\"imeiOrSns\":[],\"targetServices\":\"KAI\"}       | INVALID_PARAM | imeiOrSns must be",
        "{\"deviceIds\":[1],\"targetServices\":\"KAI\"}      | INVALID_PARAM | deviceIds[0] must"
            + " be",
        "{\"deviceIds\":[\"A\",null],\"targetServices\":\"KAI\"} | INVALID_PARAM | deviceIds[1]",
        "{\"deviceIds\":[\"LONG\"],\"targetServices\":\"KAI\"}   | INVALID_PARAM | 64 letters",
        "{\"deviceIds\":[\"A\"],\"devices\":[\"B\"],\"targetServices\":\"KAI\"} | INVALID_PARAM |"
            + " one of",
        "{\"deviceIds\":[\"ABCDEF\"]}                        | INVALID_PARAM | targetServices is"
            + " required",
        "{\"deviceIds\":[\"A\"],\"targetServices\":[]}       | INVALID_TARGET_SERVICE | must be"
            + " [\"KAI\"]",
        "{\"deviceIds\":[\"A\"],\"targetServices\":[\"KE\"]} | INVALID_TARGET_SERVICE | must be"
            + " [\"KAI\"]",
        "{\"deviceIds\":[\"A\"],\"targetServices\":\"kai\"}  | INVALID_TARGET_SERVICE | must be"
            + " [\"KAI\"]",
        "{\"deviceIds\":[\"A\"],\"targetServices\":[\"KAI\",7]} | INVALID_TARGET_SERVICE | must be",
        "{\"deviceIds\":[],\"targetServices\":7}             | INVALID_PARAM | ; targetServices"
            + " must be",
        "[]                                                  | INVALID_PARAM | required object"
      })
  void aBadBodyIsRefusedWithItsCodeAndReason(String body, String code, String reason) {
    KnoxClient caller = site.caller("kdms.devices");
    KnoxAnswer answer = caller.post(UPLOAD, body.replace("LONG", "X".repeat(65)));
    assertRefused(answer, 400, code, reason);
    assertThat(listed(caller, "{}")).isEmpty();
  }

  @Test
  void tenThousandAreTakenAndOneMoreIsNot() {
    KnoxClient caller = site.caller("kdms.devices");
    List<String> many = IntStream.rangeClosed(0, 10_000).mapToObj(DeviceNumbers::serial).toList();
    assertRefused(caller.upload(many), 400, "DEVICE_LIST_OVER_MAX_SIZE", "at most 10000");
    KnoxAnswer answer = caller.upload(many.subList(0, 10_000));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(json(answer).at("/data/devicesToProcessCount").intValue()).isEqualTo(10_000);
    site.finishOperations();
    assertThat(status(caller, answer).get("successCount").intValue()).isEqualTo(10_000);
  }

  @Test
  void identifiersAreTrimmedPutInCapitalsAndCountedOnce() {
    KnoxClient caller = site.caller("kdms.devices");
    KnoxAnswer answer = caller.upload(List.of("dup00001", " DUP00001 ", "DUP00001", "DUP00002"));
    assertThat(json(answer).at("/data/devicesToProcessCount").intValue()).isEqualTo(2);
    site.finishOperations();
    JsonNode status = status(caller, answer);
    assertThat(status.get("totalCount").intValue()).isEqualTo(2);
    assertThat(status.get("duplicateCount").intValue()).isEqualTo(2);
    assertThat(listed(caller, "{}")).containsExactly("DUP00001", "DUP00002");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deviceIds", "devices", "imeiOrSns"})
  void theListHasThreeNames(String name) {
    KnoxAnswer answer =
        site.caller("kdms.devices")
            .post(
                UPLOAD,
                "{\"" + name + "\":[\"NAMED001\"],\"targetServices\":\"KAI\",\"orderNo\":\"7\"}");
    assertThat(answer.status()).isEqualTo(202);
  }

  @Test
  void theCallersTransactionIdComesBackAndOnesOfOursIsMadeWhereThereIsNone() {
    KnoxClient caller = site.caller("kdms.devices");
    KnoxAnswer named = caller.with("X-WSM-TXID", "order-4711").upload(List.of("TRACED01"));
    assertThat(named.header("X-WSM-TXID")).contains("order-4711");
    assertThat(named.header("X-WSM-TRACEID")).contains("order-4711");
    assertThat(status(caller, named).get("traceId").textValue()).isEqualTo("order-4711");
    KnoxAnswer unnamed = caller.upload(List.of("TRACED02"));
    assertThat(unnamed.header("X-WSM-TRACEID").orElseThrow())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  @ParameterizedTest
  @CsvSource({"64, 202", "65, 400"})
  void aTransactionIdHasUpToSixtyFourLetters(int letters, int status) {
    assertThat(
            site.caller("kdms.devices")
                .with("X-WSM-TXID", "x".repeat(letters))
                .upload(List.of("TRACED03"))
                .status())
        .isEqualTo(status);
  }

  @Test
  void aTransactionIdWithABlankIsRefused() {
    assertRefused(
        site.caller("kdms.devices").with("X-WSM-TXID", "a b").upload(List.of("TRACED04")),
        400,
        "INVALID_PARAM",
        "X-WSM-TXID");
  }

  @ParameterizedTest
  @CsvSource({
    // scopes,                  path,   targets,     status
    "kdms.devices:upload,       upload, '[\"KAI\"]', 202",
    "kdms.devices:delete,       upload, '[\"KAI\"]', 403",
    "kdms.devices:read,         upload, '[\"KAI\"]', 403",
    "kdms.kai.devices:delete,   upload, '[\"KAI\"]', 403",
    "kdms.devices:delete,       delete, '[\"KAI\"]', 202",
    "kdms.kai.devices:delete,   delete, '[\"KAI\"]', 202",
    "kdms.devices:delete,       delete, null,        202",
    "kdms.kai.devices:delete,   delete, null,        403",
    "kdms.devices:upload,       delete, '[\"KAI\"]', 403",
    "kdms.devices,              delete, null,        202",
    "kdms,                      delete, null,        202",
    "kai,                       delete, null,        403"
  })
  void eachOperationNeedsItsScope(String scopes, String path, String targets, int status) {
    KnoxAnswer answer =
        site.caller(scopes)
            .post(
                "/kdms/v1/devices/" + path,
                "{\"deviceIds\":[\"SCOPED01\"],\"targetServices\":" + targets + "}");
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    if (status == 403) {
      assertRefused(answer, 403, "AUTHORIZATION_FAIL", "lacks the scope kdms.");
    }
  }

  @Test
  void deletingDetachesOrDeletes() {
    KnoxClient caller = site.caller("kdms.devices");
    caller.upload(List.of("GONE0001", "KEPT0001"));
    site.finishOperations();
    caller.post(DELETE, "{\"deviceIds\":[\"KEPT0001\"],\"targetServices\":\"KAI\"}");
    caller.post(DELETE, "{\"deviceIds\":[\"GONE0001\"]}");
    site.finishOperations();
    assertThat(listed(caller, "{}")).containsExactly("KEPT0001");
    assertThat(listed(caller, "{\"targetServices\":[\"KAI\"]}")).isEmpty();
  }

  @Test
  void devicesAreListedInPages() {
    KnoxClient caller = site.caller("kdms.devices");
    List<String> names = IntStream.range(0, 60).mapToObj("PAGED%03d"::formatted).toList();
    caller.upload(names);
    site.finishOperations();
    List<String> seen = new ArrayList<>();
    for (int page = 0; page < 3; page++) {
      seen.addAll(listed(caller, "{\"pageNum\":" + page + ",\"pageSize\":20}"));
    }
    assertThat(seen).isEqualTo(names);
    assertThat(listed(caller, "{\"pageNum\":3,\"pageSize\":20}")).isEmpty();
    assertThat(listed(caller, "{}")).hasSize(25);
    JsonNode data = json(caller.get("/kdms/v1/devices?pageNum=1&pageSize=50")).get("data");
    assertThat(data.get("totalCount").intValue()).isEqualTo(60);
    assertThat(data.get("pageNum").intValue()).isEqualTo(1);
    assertThat(data.get("pageSize").intValue()).isEqualTo(50);
    assertThat(data.get("devices")).hasSize(10);
    assertThat(
            json(caller.get("/kdms/v1/devices?targetServices=KAI"))
                .at("/data/totalCount")
                .intValue())
        .isEqualTo(60);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"pageSize\":0}              | /pageSize",
        "{\"pageSize\":101}            | /pageSize",
        "{\"pageNum\":-1}              | /pageNum",
        "{\"pageNum\":\"1\"}           | /pageNum",
        "{\"deviceIds\":\"A\"}         | /deviceIds",
        "{\"targetServices\":\"KE\"}   | /targetServices"
      })
  void aBadListRequestIsRefused(String body, String reason) {
    assertRefused(site.caller("kdms.devices").post(LIST, body), 400, "INVALID_PARAM", reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pageSize=101", "pageSize=0", "pageNum=x", "targetServices=KE"})
  void aBadListQueryIsRefused(String query) {
    assertRefused(
        site.caller("kdms.devices").get("/kdms/v1/devices?" + query),
        400,
        "INVALID_PARAM",
        query.substring(0, query.indexOf('=')));
  }

  @Test
  void devicesAreFoundByIdentifierAndById() {
    KnoxClient caller = site.caller("kdms.devices");
    caller.upload(List.of(DeviceNumbers.imei(1), DeviceNumbers.meid(1), "FOUND001"));
    site.finishOperations();
    JsonNode imei =
        devices(caller, "{\"deviceIds\":[\"" + DeviceNumbers.imei(1) + "\",\"NOTHERE1\"]}").get(0);
    assertThat(imei.get("imei").textValue()).isEqualTo(DeviceNumbers.imei(1));
    assertThat(imei.get("serialNumber").isNull()).isTrue();
    assertThat(imei.get("meid").isNull()).isTrue();
    assertThat(imei.get("targetServices").get(0).textValue()).isEqualTo("KAI");
    assertThat(imei.get("createTime").longValue()).isEqualTo(site.now().toEpochMilli());
    String id = imei.get("id").textValue();
    assertThat(devices(caller, "{\"deviceIds\":[\"" + id + "\",\"found001\"]}"))
        .extracting(device -> device.get("id").textValue())
        .hasSize(2)
        .contains(id);
    assertThat(devices(site.caller("kdms.devices"), "{\"deviceIds\":[\"" + id + "\"]}")).isEmpty();
    JsonNode meid = devices(caller, "{\"deviceIds\":[\"" + DeviceNumbers.meid(1) + "\"]}").get(0);
    assertThat(meid.get("meid").textValue()).isEqualTo(DeviceNumbers.meid(1));
  }

  @Test
  void operationsAreSeenByTheirOrganizationOnly() {
    OrganizationId ours = site.newOrganization();
    KnoxAnswer answer = site.caller(ours, "kdms.devices:upload").upload(List.of("SECRET01"));
    String path = "/kdms/v1/operations/" + json(answer).at("/data/operationId").textValue();
    assertThat(site.caller(ours, "kdms.devices:read").get(path).status()).isEqualTo(200);
    assertThat(site.caller(ours, "kdms.kai.devices:delete").get(path).status()).isEqualTo(200);
    assertRefused(site.caller("kdms").get(path), 404, "RESOURCE_NOT_FOUND", "No operation found");
    assertRefused(
        site.caller("kdms").operation("nonsense"), 404, "RESOURCE_NOT_FOUND", "No operation found");
  }

  @Test
  void resultsHaveTheirCodesWarningsAndPages() {
    KnoxClient caller = site.caller("kdms.devices");
    KnoxAnswer answer = caller.upload(List.of("350000000000001", "?", DeviceNumbers.imei(2)));
    site.finishOperations();
    JsonNode devices = status(caller, answer).get("devices");
    assertThat(devices)
        .extracting(device -> device.get("status").textValue())
        .as("in the order of the identifiers")
        .containsExactly("SUCCESS", "SUCCESS", "FAILURE");
    assertThat(devices.get(0).has("warning")).isFalse();
    assertThat(devices.get(1).get("warning").textValue()).contains("last digit");
    assertThat(devices.get(2).get("errorCode").textValue()).isEqualTo("INVALID_DEVICE_ID");
    assertThat(devices.get(2).get("error").textValue())
        .isEqualTo("Couldn't upload device with ID: (?)");
    String id = json(answer).at("/data/operationId").textValue();
    JsonNode page = json(caller.operation(id + "?pageNum=1&pageSize=2")).get("data");
    assertThat(page.get("devices")).hasSize(1);
    assertRefused(caller.operation(id + "?pageSize=0"), 400, "INVALID_PARAM", "pageSize");
  }

  @Test
  void strangeTextsAreQuotedSafely() {
    KnoxClient caller = site.caller("kdms.devices");
    KnoxAnswer answer =
        caller.post(UPLOAD, "{\"deviceIds\":[\"\\u0000\\n\\\"é日😀\"],\"targetServices\":\"KAI\"}");
    site.finishOperations();
    assertThat(status(caller, answer).get("devices").get(0).get("serialNumber").textValue())
        .isEqualTo("\u0000\n\"É日😀");
  }

  private static void assertRefused(KnoxAnswer answer, int status, String code, String reason) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    JsonNode body = json(answer);
    assertThat(body.fieldNames())
        .toIterable()
        .containsExactly("transactionId", "code", "message", "data");
    assertThat(body.get("transactionId").textValue()).matches("T[0-9a-f]{12}");
    assertThat(body.get("code").textValue()).isEqualTo(code);
    assertThat(body.get("message").textValue()).isNotBlank();
    assertThat(body.get("data").textValue()).contains(reason);
  }

  private static JsonNode status(KnoxClient caller, KnoxAnswer acknowledgement) {
    String id = json(acknowledgement).at("/data/operationId").textValue();
    KnoxAnswer answer = caller.operation(id);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return json(answer).get("data");
  }

  private static JsonNode devices(KnoxClient caller, String body) {
    KnoxAnswer answer = caller.post(LIST, body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return json(answer).at("/data/devices");
  }

  private static List<String> listed(KnoxClient caller, String body) {
    List<String> names = new ArrayList<>();
    devices(caller, body)
        .forEach(
            device ->
                names.add(
                    device.get("imei").isNull()
                        ? device.get("serialNumber").textValue()
                        : device.get("imei").textValue()));
    return names;
  }
}

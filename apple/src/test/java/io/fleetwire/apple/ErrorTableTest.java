package io.fleetwire.apple;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.apple.AppleSettings.Errors;
import io.fleetwire.apple.AppleSettings.Unenrolment;
import io.fleetwire.apple.AppleSettings.UnknownDevice;
import io.fleetwire.apple.FakeBackend.Said;
import io.fleetwire.plist.PlistValue;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The table of the contract's section 4 (acceptance list, point 17) as a device meets it: whatever
/// goes wrong at each of the six webhooks, over real sockets. {@link EffectTest} has the same table
/// without them.
final class ErrorTableTest {
  private static final String TOKENS =
      "{\"activationsToken\":\"a\",\"configurationsToken\":\"b\",\"assetsToken\":\"c\","
          + "\"managementToken\":\"d\"}";
  private static final byte[] REPORT = "{\"StatusItems\":{}}".getBytes(StandardCharsets.UTF_8);
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /// What goes wrong, by webhook and device; nothing goes wrong that is not here.
  private static final Map<String, Supplier<Said>> FAULTS = new ConcurrentHashMap<>();

  private static FakeBackend backend;
  private static AppleSite keeping;
  private static AppleSite unenrolling;
  private static Map<AppleSite, TestDevice> residents;

  @BeforeAll
  static void open(@TempDir Path folder) {
    backend = FakeBackend.start();
    Map<String, Said> good =
        Map.of(
            "event", new Said(204, ""),
            "checkin", new Said(200, "{\"_tag\":\"Idle\"}"),
            "declaration-tokens", new Said(200, TOKENS),
            "declaration-items", new Said(200, "{}"),
            "declaration", new Said(200, "null"),
            "asset", new Said(200, "null"));
    good.forEach(
        (path, said) ->
            backend.answer(
                path, body -> FAULTS.getOrDefault(path + " " + who(body), () -> said).get()));
    keeping = open(folder.resolve("keep"), UnknownDevice.KEEP);
    unenrolling = open(folder.resolve("unenroll"), UnknownDevice.UNENROLL);
    residents =
        Map.of(keeping, keeping.enrolled("RESIDENT"), unenrolling, unenrolling.enrolled("GUEST"));
  }

  private static AppleSite open(Path folder, UnknownDevice unknown) {
    return AppleSite.open(folder, AppleSite.settings(backend, errors(unknown)));
  }

  private static Errors errors(UnknownDevice unknown) {
    return new Errors(unknown, Unenrolment.AUTO);
  }

  @AfterAll
  static void close() {
    backend.close();
    keeping.close();
    unenrolling.close();
  }

  /// By device; assets name none.
  private static String who(JsonNode body) {
    return body.at("/scope/udid").asString("");
  }

  /// Who speaks.
  enum Who {
    /// One that has never been heard of: what is durable waits in a channel of its own.
    NEWCOMER,
    /// One of before.
    RESIDENT,
    /// A new user of one of before.
    USER
  }

  /// The rows: what a device does, which webhook that needs, and what the device sees by column.
  /// `go` is 200 and zero bytes, as if nothing had happened; `out` unenrols.
  enum Row {
    // webhook                  | who       | not supported | unknown, kept | out | unenrolment |
    // none
    AUTHENTICATE("event", Who.NEWCOMER, "403 out out out 500"),
    TOKEN_UPDATE("event", Who.NEWCOMER, "go 400 out out go"),
    CHECK_OUT("event", Who.NEWCOMER, "go go go go go"),
    COMMAND_RESULT("event", Who.RESIDENT, "go 400 out out 500"),
    CHECK_IN("checkin", Who.RESIDENT, "go 400 out out 500"),
    SYNC("declaration-tokens", Who.RESIDENT, "go 400 out out 500"),
    DECLARATION_STATUS("event", Who.NEWCOMER, "go 400 out out go"),
    TOKENS("declaration-tokens", Who.RESIDENT, "501 400 out out 500"),
    TOKENS_OF_ITEMS("declaration-tokens", Who.RESIDENT, "501 400 out out 500"),
    ITEMS("declaration-items", Who.RESIDENT, "501 400 out out 500"),
    DECLARATION("declaration", Who.RESIDENT, "501 400 out out 500"),
    ASSET("asset", Who.RESIDENT, "404 404 404 404 502"),
    USER_AUTHENTICATE("event", Who.USER, "410 410 410 410 410"),
    USER_TOKEN_UPDATE("event", Who.USER, "go go go go go"),
    USER_COMMAND_RESULT("event", Who.USER, "go 400 go go 500"),
    USER_CHECK_IN("checkin", Who.USER, "go 400 go go 500"),
    USER_DECLARATION_STATUS("event", Who.USER, "go go go go go"),
    USER_TOKENS("declaration-tokens", Who.USER, "501 400 400 400 500"),
    USER_ITEMS("declaration-items", Who.USER, "501 400 400 400 500"),
    USER_DECLARATION("declaration", Who.USER, "501 400 400 400 500");

    private final String webhook;
    private final Who who;
    private final String cells;

    Row(String webhook, Who who, String cells) {
      this.webhook = webhook;
      this.who = who;
      this.cells = cells;
    }

    private String cell(int column) {
      return List.of(cells.split(" ")).get(column);
    }

    String notSupported() {
      return cell(0);
    }

    String kept() {
      return cell(1);
    }

    String out() {
      return cell(2);
    }

    String unenrolment() {
      return cell(3);
    }

    String failed() {
      return cell(4);
    }

    HttpResponse<byte[]> act(TestDevice device) {
      return switch (this) {
        case AUTHENTICATE -> device.checkIn(device.authenticate());
        case TOKEN_UPDATE, USER_TOKEN_UPDATE -> device.checkIn(device.tokenUpdate());
        case CHECK_OUT -> device.checkIn(device.message("CheckOut"));
        case COMMAND_RESULT, USER_COMMAND_RESULT ->
            device.result("Acknowledged", "c-" + NUMBERS.incrementAndGet());
        case CHECK_IN, USER_CHECK_IN, SYNC -> device.idle();
        case DECLARATION_STATUS, USER_DECLARATION_STATUS ->
            device.checkIn(device.declarative("status").with("Data", new PlistValue.Data(REPORT)));
        case TOKENS, USER_TOKENS -> device.checkIn(device.declarative("tokens"));
        case TOKENS_OF_ITEMS, ITEMS, USER_ITEMS ->
            device.checkIn(device.declarative("declaration-items"));
        case DECLARATION, USER_DECLARATION ->
            device.checkIn(device.declarative("declaration/configuration/a"));
        case ASSET -> device.asset("a");
        case USER_AUTHENTICATE -> device.checkIn(device.message("UserAuthenticate"));
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTypedErrorDoesWhatTheTableSays(Row row) {
    met(keeping, row, tagged("ManagementNotSupported"), row.notSupported());
    met(keeping, row, tagged("UnknownDevice"), row.kept());
    met(unenrolling, row, tagged("UnknownDevice"), row.out());
    met(keeping, row, tagged("ServerInitiatedUnenrollment"), row.unenrolment());
    met(keeping, row, tagged("InternalServerError"), row.failed());
  }

  @ParameterizedTest
  @EnumSource
  void aBareStatusIsNoError(Row row) {
    for (int status : new int[] {401, 404, 410, 503}) {
      met(unenrolling, row, new Said(status, "{\"error\":\"no\"}"), row.failed());
    }
  }

  /// Of an event the status alone counts: it was taken, whatever the words beside it.
  @ParameterizedTest
  @EnumSource
  void whatNobodyCanReadIsNoAnswer(Row row) {
    String said = row.webhook.equals("event") && row != Row.USER_AUTHENTICATE ? "go" : row.failed();
    for (String body : List.of("<html>", "{\"_tag\":\"Perhaps\"}")) {
      met(unenrolling, row, new Said(200, body), said);
    }
    int length =
        row == Row.ASSET ? BackendLimits.ASSET_ANSWER_BYTES_MAX : BackendLimits.DECISION_BYTES_MAX;
    met(unenrolling, row, new Said(200, endless(length)), said);
  }

  /// What would be a good answer of any webhook, were it not longer than `length`.
  private static String endless(int length) {
    return "{\"_tag\":\"Idle\",\"content\":\"\",\"contentType\":\"a/b\",\"more\":\"%s\"}"
        .formatted("x".repeat(length));
  }

  /// All at a time: who waits for nothing else waits as long as one.
  @Test
  void silenceIsNoAnswer(@TempDir Path folder) {
    Map<Row, TestDevice> devices = new EnumMap<>(Row.class);
    try (AppleSite site = open(folder, UnknownDevice.UNENROLL)) {
      for (Row row : Row.values()) {
        devices.put(row, newcomer(site, row));
      }
    }
    Map<Row, CompletableFuture<HttpResponse<byte[]>>> waiting = new EnumMap<>(Row.class);
    List<Runnable> repairs = new ArrayList<>();
    try (AppleSite site = AppleSite.openHasty(folder, backend, errors(UnknownDevice.UNENROLL));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      devices.forEach(
          (row, known) -> {
            TestDevice device = known.at(site);
            TestDevice speaker = row.who == Who.USER ? device.user(name(), "anna") : device;
            repairs.add(fail(row, speaker, backend::never));
            waiting.put(row, CompletableFuture.supplyAsync(() -> row.act(speaker), threads));
          });
      waiting.forEach((row, answer) -> meets(row, answer.join(), row.failed()));
    } finally {
      repairs.forEach(Runnable::run);
    }
  }

  /// Devices of before iOS 17 and macOS 14 do not know Apple's error.
  @ParameterizedTest
  @EnumSource(
      value = Row.class,
      mode = EnumSource.Mode.MATCH_NONE,
      names = {"USER_.*", "ASSET"})
  void anOldDeviceUnenrolsByTheOldStatus(Row row) {
    TestDevice device = keeping.device(name());
    if (row != Row.AUTHENTICATE) {
      TestDevice.isEmpty(device.checkIn(device.authenticate().with("OSVersion", "13.6")));
    }
    Runnable repair = fail(row, device, () -> tagged("ServerInitiatedUnenrollment"));
    HttpResponse<byte[]> answer = row.act(device);
    repair.run();
    String cell = row.unenrolment();
    meets(row, answer, cell.equals("out") && row != Row.AUTHENTICATE ? "401" : cell);
  }

  /// Does what `row` says while the backend says `fault`, and sees whether the device meets `cell`.
  private static void met(AppleSite site, Row row, Said fault, String cell) {
    TestDevice resident = Objects.requireNonNull(residents.get(site), "each site has one");
    TestDevice device =
        switch (row.who) {
          case NEWCOMER -> newcomer(site, row);
          case RESIDENT -> resident;
          case USER -> resident.user(name(), "anna");
        };
    Runnable repair = fail(row, device, () -> fault);
    HttpResponse<byte[]> answer = row.act(device);
    repair.run();
    meets(row, answer, cell);
  }

  private static TestDevice newcomer(AppleSite site, Row row) {
    TestDevice device = site.device(name());
    if (row != Row.AUTHENTICATE) {
      TestDevice.isEmpty(device.checkIn(device.authenticate()));
    }
    return device;
  }

  private static String name() {
    return "UDID-" + NUMBERS.incrementAndGet();
  }

  /// From now on the webhook of `row` fails for `device`, until what is returned is run.
  private static Runnable fail(Row row, TestDevice device, Supplier<Said> fault) {
    String udid = device.identifiers.text("UDID").orElseThrow();
    String key = row.webhook + " " + (row == Row.ASSET ? "" : udid);
    String decision = "checkin " + udid;
    FAULTS.put(key, fault);
    if (row == Row.SYNC) {
      String sync = "{\"_tag\":\"DdmSync\",\"serverToken\":\"%s\"}".formatted(name());
      FAULTS.put(decision, () -> new Said(200, sync));
    }
    return () -> {
      FAULTS.remove(key);
      FAULTS.remove(decision);
    };
  }

  private static Said tagged(String tag) {
    return new Said(422, "{\"_tag\":\"%s\",\"message\":\"no\"}".formatted(tag));
  }

  private static void meets(Row row, HttpResponse<byte[]> answer, String cell) {
    int status =
        switch (cell) {
          case "go" -> 200;
          case "out" -> 403;
          default -> Integer.parseInt(cell);
        };
    assertThat(answer.statusCode()).as(row.name()).isEqualTo(status);
    if (cell.equals("out")) {
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(AppleJson.parse(answer.body()).orElseThrow().path("code").asString(""))
          .isEqualTo("com.apple.unrecognized.device");
    } else {
      assertThat(answer.body()).as(row.name()).isEmpty();
    }
  }
}

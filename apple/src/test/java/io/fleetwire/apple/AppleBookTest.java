package io.fleetwire.apple;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.apple.AppleBook.Call;
import io.fleetwire.apple.AppleBook.Calls;
import io.fleetwire.apple.AppleBook.Channel;
import io.fleetwire.apple.AppleBook.Kind;
import io.fleetwire.apple.AppleBook.Line;
import io.fleetwire.apple.AppleBook.State;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Array;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What people look at, after what real devices said over real sockets.
final class AppleBookTest extends OwnSite {
  private static final long NEWEST = Long.MAX_VALUE;

  @Test
  void channelsAreListedWithWhatIsKnownOfThem() {
    TestDevice device = site.enrolled("UDID-1");
    TestDevice user = device.user("USER-1", "anna");
    TestDevice.isEmpty(user.checkIn(user.tokenUpdate()));
    TestDevice begun = site.device("UDID-2");
    TestDevice.isEmpty(begun.checkIn(begun.authenticate()));
    AppleBook book = site.book();
    assertThat(book.totals()).isEqualTo(Map.of(State.ENROLLED, 2L, State.ENROLLING, 1L));
    Channel first = book.channels("", "", 10).getFirst();
    assertThat(first.channelId()).isEqualTo("UDID-1");
    assertThat(first.facts())
        .isEqualTo(
            new AppleBook.Facts(
                "C02TEST", "MacBookPro18,1", "Test Mac", "15.1", "com.apple.mgmt.test"));
    assertThat(first.enrolledAt()).isPresent();
    assertThat(first.certificateUntil()).isEqualTo(device.certificate.getNotAfter().toInstant());
    Channel ofUser = book.findChannel("UDID-1:USER-1").orElseThrow();
    assertThat(ofUser.user()).isEqualTo(new AppleBook.User("USER-1", "anna"));
    assertThat(ofUser.facts().serial()).as("of its device").isEqualTo("C02TEST");
    assertThat(book.channelsOf("UDID-1")).containsExactly(first, ofUser);
    assertThat(ids(book.channels("", "", 2))).containsExactly("UDID-1", "UDID-1:USER-1");
    assertThat(ids(book.channels("", "UDID-1:USER-1", 2))).containsExactly("UDID-2");
    assertThat(ids(book.channels("C02", "", 9))).containsExactly("UDID-1", "UDID-2");
    assertThat(ids(book.channels("ann", "", 9))).containsExactly("UDID-1:USER-1");
    assertThat(book.channels("nobody", "", 9)).isEmpty();
  }

  @Test
  void whoLeavesAndComesBackIsSeenToDoSo() {
    TestDevice device = site.enrolled("UDID-1");
    TestDevice.isEmpty(device.checkIn(device.message("CheckOut")));
    assertThat(site.book().findChannel("UDID-1").orElseThrow().state()).isEqualTo(State.LEFT);
    TestDevice.isEmpty(device.checkIn(device.authenticate()));
    assertThat(site.book().findChannel("UDID-1").orElseThrow().state()).isEqualTo(State.ENROLLING);
    TestDevice.isEmpty(device.checkIn(device.tokenUpdate()));
    assertThat(site.book().findChannel("UDID-1").orElseThrow().state()).isEqualTo(State.ENROLLED);
  }

  @Test
  void aTimelineTellsCommandsAndTheirResults() {
    TestDevice device = site.enrolled("UDID-1");
    backend.answer(
        "checkin",
        200,
        "{\"_tag\":\"Command\",\"commandUUID\":\"c-1\",\"requestType\":\"DeviceLock\"}");
    TestDevice.plist(device.idle());
    backend.answer("checkin", 200, "{\"_tag\":\"Idle\"}");
    Dictionary error =
        Dictionary.EMPTY
            .with("ErrorDomain", "MCMDMErrorDomain")
            .with("USEnglishDescription", "No.");
    TestDevice.isEmpty(
        device.connect(
            device
                .identifiers
                .with("Status", "Error")
                .with("CommandUUID", "c-1")
                .with("ErrorChain", Array.of(error))));
    backend.answer("checkin", 500, "");
    assertThat(device.idle().statusCode()).isEqualTo(500);
    List<Line> lines = site.book().timeline("UDID-1", NEWEST, 10).reversed();
    assertThat(lines)
        .extracting(Line::kind)
        .containsExactly(Kind.CHECK_IN, Kind.CHECK_IN, Kind.COMMAND, Kind.RESULT, Kind.REFUSAL);
    assertThat(lines)
        .extracting(Line::title)
        .containsExactly("Authenticate", "TokenUpdate", "DeviceLock", "Error", "answered 500");
    assertThat(lines.get(2).commandUuid()).isEqualTo("c-1");
    assertThat(lines.get(3).commandUuid()).isEqualTo("c-1");
    assertThat(lines.get(3).detail()).isEqualTo("MCMDMErrorDomain No.");
    long third = lines.get(2).number();
    assertThat(site.book().timeline("UDID-1", third, 1)).containsExactly(lines.get(1));
    assertThat(site.book().timeline("UDID-2", NEWEST, 10)).isEmpty();
  }

  @Test
  void callsOfTheBackendAreListedWithHowTheyEnded() {
    TestDevice device = site.enrolled("UDID-1");
    TestDevice.isEmpty(device.idle());
    backend.error("checkin", "UnknownDevice");
    assertThat(device.idle().statusCode()).isEqualTo(400);
    assertThat(device.asset("x").statusCode()).isEqualTo(502);
    List<Call> calls = site.book().calls(NEWEST, 10).reversed();
    assertThat(calls)
        .extracting(Call::path)
        .containsExactly("event", "event", "checkin", "checkin", "asset");
    assertThat(calls)
        .extracting(Call::outcome)
        .containsExactly("204", "204", "200", "UnknownDevice", "the backend answered 404");
    assertThat(calls).extracting(Call::good).containsExactly(true, true, true, false, false);
    assertThat(calls.get(2).size())
        .as("of {\"scope\":...} and of what the stub answers")
        .satisfies(size -> assertThat(size.asked()).isGreaterThan(20))
        .satisfies(size -> assertThat(size.answered()).isEqualTo("{\"_tag\":\"Idle\"}".length()));
    assertThat(site.book().calls(Calls.FAILED, NEWEST, 10).reversed())
        .containsExactly(calls.get(3), calls.get(4));
    assertThat(site.book().callsOf("UDID-1", Calls.FAILED, NEWEST, 10))
        .containsExactly(calls.get(3));
    assertThat(site.book().callsOf("UDID-1", NEWEST, 10)).hasSize(4);
    assertThat(site.book().calls(calls.get(1).number(), 10)).containsExactly(calls.get(0));
  }

  /// As a page asks for more than it shows, to know whether there is a next one.
  @Test
  void everyListIsWalkedPageByPage() {
    TestDevice device = site.enrolled("UDID-1");
    for (int i = 0; i < 120; i++) {
      TestDevice user = device.user("USER-%03d".formatted(i), "user%03d".formatted(i));
      TestDevice.isEmpty(user.checkIn(user.tokenUpdate()));
    }
    for (int i = 0; i < 60; i++) {
      TestDevice.isEmpty(device.checkIn(device.tokenUpdate()));
    }
    AppleBook book = site.book();
    List<String> channels = new ArrayList<>();
    for (List<Channel> page = book.channels("", "", 50);
        !page.isEmpty();
        page = book.channels("", channels.getLast(), 50)) {
      assertThat(page).hasSizeLessThanOrEqualTo(50);
      page.forEach(channel -> channels.add(channel.channelId()));
    }
    assertThat(channels).hasSize(121).isSorted().doesNotHaveDuplicates();
    assertThat(numbers(before -> numbersOf(book.timeline("UDID-1", before, 50)))).hasSize(62);
    assertThat(numbers(before -> book.calls(before, 50).stream().map(Call::number).toList()))
        .hasSize(182);
    assertThat(
            numbers(
                before -> book.callsOf("UDID-1", before, 50).stream().map(Call::number).toList()))
        .hasSize(62);
  }

  private static List<Long> numbersOf(List<Line> lines) {
    return lines.stream().map(Line::number).toList();
  }

  private static List<Long> numbers(Function<Long, List<Long>> page) {
    List<Long> all = new ArrayList<>();
    for (List<Long> next = page.apply(NEWEST); !next.isEmpty(); next = page.apply(all.getLast())) {
      assertThat(next).hasSizeLessThanOrEqualTo(50);
      all.addAll(next);
    }
    assertThat(all).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
    return all;
  }

  @Test
  void declarationsAreListedAsTheDeviceReportsThem() {
    TestDevice device = site.enrolled("UDID-1");
    report(
        device,
        """
        {"StatusItems":{"management":{"declarations":{
          "activations":[{"identifier":"a","server-token":"1","active":true,"valid":"valid"}],
          "configurations":[{"identifier":"c","server-token":"2","active":false,"valid":"invalid",
            "reasons":[{"code":"Error.ConfigurationCannotBeApplied","description":"no"}]}]}}}}
        """);
    assertThat(site.book().declarations("UDID-1"))
        .extracting(AppleBook.Declaration::identifier)
        .containsExactly("a", "c");
    assertThat(site.book().declarations("UDID-1").getLast().reasons())
        .isEqualTo("Error.ConfigurationCannotBeApplied: no");
    report(
        device,
        """
        {"FullReport":true,"StatusItems":{"management":{"declarations":{
          "activations":[{"identifier":"a","server-token":"3","active":true,"valid":"valid"}]}}}}
        """);
    assertThat(site.book().declarations("UDID-1"))
        .extracting(AppleBook.Declaration::serverToken)
        .containsExactly("3");
    report(device, "{\"StatusItems\":{\"management\":{\"declarations\":{\"assets\":[1,{}]}}}}");
    assertThat(site.book().declarations("UDID-1")).hasSize(1);
  }

  private static void report(TestDevice device, String json) {
    PlistValue data = new PlistValue.Data(json.getBytes(StandardCharsets.UTF_8));
    TestDevice.isEmpty(device.checkIn(device.declarative("status").with("Data", data)));
  }

  private static List<String> ids(List<Channel> channels) {
    return channels.stream().map(Channel::channelId).toList();
  }
}

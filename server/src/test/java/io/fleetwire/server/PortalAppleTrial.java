package io.fleetwire.server;

import io.fleetwire.access.Organization;
import io.fleetwire.access.Role;
import io.fleetwire.access.User;
import io.fleetwire.access.UserAnswer;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.simulator.AppleFleet;
import io.fleetwire.simulator.FleetPlan;
import io.fleetwire.simulator.FleetProgress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages of Apple devices, in a browser.
@InBrowser
final class PortalAppleTrial {
  private static final byte[] REPORT =
      """
      {"StatusItems":{"management":{"declarations":{
        "activations":[{"identifier":"always","server-token":"1","active":true,"valid":"valid"}],
        "configurations":[{"identifier":"passcode","server-token":"2","active":false,
          "valid":"invalid","reasons":[{"code":"Error.NotSupported","description":"no"}]}]}}}}
      """
          .getBytes(StandardCharsets.UTF_8);

  private final PortalSite site;

  PortalAppleTrial(PortalSite site) {
    this.site = site;
  }

  @Test
  void adminsOfTheServerFollowADeviceFromItsEnrolmentOn(@TempDir Path data) {
    try (TrialApple apple = TrialApple.start(data);
        Walk walk = site.walk(apple.server().origin())) {
      walk.withoutMouse();
      User admin = signIn(apple.server(), walk);
      walk.click("Apple devices").sees("/mdm/apple/enroll").lookAt("apple-empty");
      walk.click("Webhook log").sees("No call yet").lookAt("apple-calls-empty");
      TrialDevice device = apple.device("<b>UDID/1</b> ?");
      speak(apple, device);
      walk.click("Devices").open("/portal/apple").sees("C02TRIAL").sees("anna");
      walk.lookAt("apple-devices");
      walk.open("/portal/apple?search=C02").sees("Trial Mac").click("Trial Mac");
      walk.sees("Invalid").sees("Error.NotSupported").sees("DeviceLock").sees("MCMDM");
      walk.lookAt("apple-device");
      walk.click("anna").seesHeading("anna").sees("C02TRIAL").lookAt("apple-user");
      walk.open("/portal/apple").click("Trial Mac").click("Webhook log");
      walk.sees("about Trial Mac").sees("checkin");
      walk.click("Show all").sees("UnknownDevice").lookAt("apple-calls");
      walk.click("Show only those that failed").sees("UnknownDevice").seesNot("200");
      walk.click("Show good ones too");
      walk.open("/portal/apple/devices/nobody").seesHeading("There is nothing here");
      walk.open("/portal/apple?search=nothing").sees("Nothing found").lookAt("apple-no-such");
      speakMore(device);
      apple.server().knox().operations().upload(admin.principal(), "C02TRIAL");
      walk.open("/portal/apple").sees("user-48").seesNot("anna");
      walk.click("Next").sees("anna").seesNot("user-00");
      walk.click("From the first").sees("user-00").click("Trial Mac");
      walk.sees("tokens").seesNot("Authenticate").click("Older").sees("Authenticate");
      walk.click("Webhook log").sees("declaration-tokens").seesNot("checkin");
      walk.click("Older").sees("checkin").sees("UnknownDevice");
      walk.open("/portal/find?search=C02").sees("Samsung Knox").sees("Trial Mac");
      walk.open("/portal/find?device=C02TRIAL").sees("Who knows it").sees("Samsung Knox");
      walk.sees("Uploaded to Knox").sees("tokens");
    }
  }

  @Test
  void whatADevicesMakerVouchesForIsSeen(@TempDir Path folder) {
    TrialMaker maker = TrialMaker.in(folder);
    Map<String, String> settings =
        Map.of("apple.identity", "acme", "apple.acme.roots-file", maker.roots().toString());
    try (TrialApple apple = TrialApple.start(folder.resolve("data"), settings);
        Walk walk = site.walk(apple.server().origin());
        AppleFleet fleet =
            AppleFleet.of(
                FleetPlan.standard(1, maker.source(apple.server().origin())),
                Wiring.simulator(),
                FleetProgress.SILENT)) {
      fleet.enrol("Enrolment");
      signIn(apple.server(), walk);
      walk.open("/portal/apple").sees("Simulated");
      walk.open("/portal/apple/devices/" + fleet.ids().getFirst());
      walk.sees("Attested as").lookAt("apple-attested");
    }
  }

  @Test
  void withoutABackendThePageSaysHowToStart() {
    try (Walk walk = site.walk(site.operator())) {
      walk.open("/portal").click("Apple devices").sees("--webhook-url").lookAt("apple-none");
    }
  }

  @Test
  void nobodyElseFindsThem() {
    try (Walk walk = site.walk(site.owner())) {
      walk.open("/portal").seesNot("Apple devices");
      walk.open("/portal/apple").seesHeading("You may not do this").sees("whoever runs it");
    }
  }

  private static void speak(TrialApple apple, TrialDevice device) {
    TrialDevice user = device.enrolled().user("USER-1", "anna");
    TrialDevice.isEmpty(user.checkIn(user.tokenUpdate()));
    apple.backend.command("c-1", "DeviceLock", "{}");
    device.idle();
    apple.backend.takeAll();
    device.connect(
        device
            .message("")
            .with("Status", "Error")
            .with("CommandUUID", "c-1")
            .with(
                "ErrorChain",
                PlistValue.Array.of(
                    PlistValue.Dictionary.EMPTY.with("ErrorDomain", "MCMDMErrorDomain"))));
    apple.backend.errs("checkin", "UnknownDevice");
    device.idle();
    apple.backend.takeAll();
    device.checkIn(
        device
            .message("DeclarativeManagement")
            .with("Endpoint", "status")
            .with("Data", new PlistValue.Data(REPORT)));
  }

  /// More of everything than a page has.
  private static void speakMore(TrialDevice device) {
    for (int i = 0; i < 51; i++) {
      device.declarative("tokens");
    }
    for (int i = 0; i < 50; i++) {
      TrialDevice user = device.user("CROWD-%02d".formatted(i), "user-%02d".formatted(i));
      TrialDevice.isEmpty(user.checkIn(user.tokenUpdate()));
    }
  }

  /// Somebody of the organization that runs that server signs in.
  static User signIn(TrialServer server, Walk walk) {
    Organization operator = server.access().organizations().create("Harbour Operations");
    UserAnswer answer =
        server.access().users().create(operator.id(), "ann@harbour.example", Role.ADMIN);
    if (answer instanceof UserAnswer.NewUser(var user, var password)) {
      walk.open("/portal").type("Email or user name", user.email());
      walk.type("Password", password.reveal()).press("Sign in");
      return user;
    }
    throw new AssertionError(answer.toString());
  }
}

package io.fleetwire.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Array;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a device that does not exist answers commands: as one that does would.
final class CommandAnswersTest {
  @ParameterizedTest
  @CsvSource({
    "IPHONE,      DeviceInformation, CommandFormatError",
    "IPHONE,      ProfileList,       Acknowledged",
    "IPHONE,      DeviceLock,        Acknowledged",
    "IPHONE,      ClearPasscode,     CommandFormatError",
    "MAC,         ClearPasscode,     Error",
    "MAC,         InstallProfile,    CommandFormatError",
    "MAC,         RemoveProfile,     CommandFormatError",
    "MAC,         Settings,          CommandFormatError",
    "MAC,         Dance,             Error",
    "USER_IPHONE, EraseDevice,       Error",
    "USER_MAC,    RestartDevice,     Error",
    "SHARED_IPAD, RestartDevice,     Acknowledged",
  })
  void aCommandAloneIsAnsweredByTheKindOfDevice(AppleKind kind, String type, String status) {
    Answered device = new Answered(kind, Manners.GOOD);
    assertThat(device.to(Dictionary.EMPTY.with("RequestType", type)).status()).isEqualTo(status);
  }

  @Test
  void aUserIsNotTheDevice() {
    Answered device = new Answered(AppleKind.MAC, Manners.GOOD);
    assertThat(device.answers.to(command("DeviceLock"), channel(device.facts, true)).status())
        .isEqualTo("Error");
  }

  @Test
  void whatIsUnknownIsToldAsADeviceTellsIt() {
    Dictionary result =
        new Answered(AppleKind.MAC, Manners.GOOD).to(command("Dance")).fill(Dictionary.EMPTY);
    Dictionary link = (Dictionary) result.items("ErrorChain").getFirst();
    assertThat(link.find("ErrorCode")).contains(PlistValue.Whole.of(12021));
    assertThat(link.text("ErrorDomain")).contains("MCMDMErrorDomain");
    assertThat(link.text("USEnglishDescription")).contains("“Dance” is not a valid request type.");
  }

  @Test
  void aProfileIsInstalledListedAndRemoved() {
    Answered device = new Answered(AppleKind.MAC, Manners.GOOD);
    byte[] profile =
        Plist.xml(
            Dictionary.EMPTY
                .with("PayloadType", "Configuration")
                .with("PayloadIdentifier", "com.example.wifi"));
    Dictionary install = command("InstallProfile").with("Payload", new PlistValue.Data(profile));
    assertThat(device.to(install).status()).isEqualTo("Acknowledged");
    Dictionary broken =
        command("InstallProfile").with("Payload", new PlistValue.Data(new byte[] {1}));
    assertThat(device.to(broken).status()).isEqualTo("Error");
    assertThat(listed(device)).containsExactly("com.example.wifi");
    Dictionary remove = command("RemoveProfile").with("Identifier", "com.example.wifi");
    assertThat(device.to(remove).status()).isEqualTo("Acknowledged");
    assertThat(device.to(remove).status()).as("it is gone").isEqualTo("Error");
    assertThat(listed(device)).isEmpty();
  }

  private static List<String> listed(Answered device) {
    return device.to(command("ProfileList")).fill(Dictionary.EMPTY).items("ProfileList").stream()
        .map(Dictionary.class::cast)
        .map(profile -> profile.text("PayloadIdentifier").orElse(""))
        .toList();
  }

  @Test
  void aNameThatIsSetIsTheNameThatIsAskedFor() {
    Answered device = new Answered(AppleKind.IPAD, Manners.GOOD);
    Dictionary rename = Dictionary.EMPTY.with("Item", "DeviceName").with("DeviceName", "Till 4");
    assertThat(device.to(command("Settings").with("Settings", Array.of(rename))).status())
        .isEqualTo("Acknowledged");
    Dictionary asked =
        command("DeviceInformation").with("Queries", Array.of(new PlistValue.Text("DeviceName")));
    assertThat(
            device
                .to(asked)
                .fill(Dictionary.EMPTY)
                .dictionary("QueryResponses")
                .orElseThrow()
                .text("DeviceName"))
        .contains("Till 4");
  }

  @Test
  void aPhoneHasAlwaysTimeForWhatApplesListSays() {
    Manners busy = Manners.GOOD.withAnswers(100, 0);
    Answered phone = new Answered(AppleKind.IPHONE, busy);
    assertThat(phone.to(command("ProfileList")).status()).isEqualTo("Acknowledged");
    assertThat(phone.to(command("RemoveProfile")).status()).isEqualTo("NotNow");
    assertThat(new Answered(AppleKind.MAC, busy).to(command("ProfileList")).status())
        .as("a Mac may be asleep")
        .isEqualTo("NotNow");
  }

  @Test
  void errorsComeAsOftenAsWanted() {
    Answered device = new Answered(AppleKind.MAC, Manners.GOOD.withAnswers(0, 30));
    long errors =
        IntStream.range(0, 1_000)
            .filter(_ -> device.to(command("ProfileList")).status().equals("Error"))
            .count();
    assertThat(errors).isBetween(200L, 400L);
  }

  private static Dictionary command(String type) {
    return Dictionary.EMPTY.with("RequestType", type);
  }

  private static AppleChannel channel(AppleFacts facts, boolean user) {
    return new AppleChannel(facts.id(), facts.identifiers(), user, new SplittableRandom(1));
  }

  /// A device's answers, of one seed.
  private static final class Answered {
    private final AppleFacts facts;
    private final CommandAnswers answers;
    private final AppleChannel channel;

    Answered(AppleKind kind, Manners manners) {
      this.facts = AppleFacts.of(1, kind, new SplittableRandom(1));
      this.answers = new CommandAnswers(new InstalledThings(facts), manners);
      this.channel = channel(facts, false);
    }

    CommandAnswer to(Dictionary command) {
      return answers.to(command, channel);
    }
  }
}

package io.fleetwire.apple;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistRead;
import io.fleetwire.plist.PlistValue;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Whatever a device sends, a proxy hands on or a backend answers is understood or refused as a
/// value; what a device says in one way it says in the other; and a property list that was read, or
/// made of a backend's command, can be written and read again.
public final class DeviceFuzz {
  private DeviceFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    MdmMessage checkIn = MdmMessage.read(MdmMessage.CHECK_IN_TYPE, input);
    MdmMessage connect = MdmMessage.read("application/x-apple-aspen-mdm", input);
    if (checkIn instanceof MdmMessage.OfConnect || connect instanceof MdmMessage.OfCheckIn) {
      throw new IllegalStateException("was taken for something else than it came as");
    }
    CertificateHeader.find(new String(input, ISO_8859_1));
    list(input);
    AppleJson.parse(input).ifPresent(DeviceFuzz::answer);
  }

  private static void answer(JsonNode json) {
    Optional<BackendError> _ = BackendError.of(json);
    new StatusReport(json).declarations(Instant.EPOCH);
    if (Decision.read(Optional.of(json)) instanceof Decision.Command command
        && CommandPlist.command(command.requestType(), command.payload())
            instanceof CommandPlist.Answer.Made(PlistValue.Dictionary made)) {
      requireReadable(Plist.xml(made));
    }
  }

  private static void list(byte[] input) {
    if (Plist.read(input) instanceof PlistRead.Good(PlistValue value)) {
      requireReadable(Plist.xml(value));
      requireReadable(Plist.binary(value));
    }
  }

  private static void requireReadable(byte[] written) {
    if (Plist.read(written) instanceof PlistRead.Refused(String reason)) {
      throw new IllegalStateException("a list of ours " + reason);
    }
  }
}

package io.fleetwire.apple;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/// Whatever a device sends, a proxy hands on or a backend answers is understood or refused as a
/// value; and what a device says in one way it says in the other.
public final class DeviceFuzz {
  private DeviceFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    MdmMessage checkIn = MdmMessage.read(MdmMessage.CHECK_IN_TYPE, input);
    MdmMessage connect = MdmMessage.read("application/x-apple-aspen-mdm", input);
    if (checkIn instanceof MdmMessage.OfConnect || connect instanceof MdmMessage.OfCheckIn) {
      throw new IllegalStateException("was taken for something else than it came as");
    }
    CertificateHeader.find(new String(input, ISO_8859_1));
    Optional<BackendError> _ = AppleJson.parse(input).flatMap(BackendError::of);
  }
}

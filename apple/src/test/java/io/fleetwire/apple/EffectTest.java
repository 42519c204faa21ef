package io.fleetwire.apple;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.apple.AppleSettings.UnknownDevice;
import io.fleetwire.apple.Effect.Place;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each cell of the contract's section 4 (acceptance list, point 17). `go` is "as if nothing had
/// happened", `out` unenrols.
final class EffectTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // place           | not supported | unknown, kept | unknown, out | unenrolment | failed
        "AUTHENTICATE       | 403           | out           | out          | out         | 500",
        "TOKEN_UPDATE       | go            | 400           | out          | out         | go ",
        "CHECK_OUT          | go            | go            | go           | go          | go ",
        "COMMAND_RESULT     | go            | 400           | out          | out         | 500",
        "CHECK_IN           | go            | 400           | out          | out         | 500",
        "DECLARATION_STATUS | go            | 400           | out          | out         | go ",
        "DECLARATION_LISTS  | 501           | 400           | out          | out         | 500",
        "DECLARATION        | 501           | 400           | out          | out         | 500",
        "ASSET              | 404           | 404           | 404          | 404         | 502"
      })
  void aDeviceIsTold(
      Place place, String unsupported, String kept, String out, String unenrolment, String failed) {
    assertThat(device(place, BackendError.MANAGEMENT_NOT_SUPPORTED)).isEqualTo(unsupported);
    assertThat(device(place, BackendError.UNKNOWN_DEVICE)).isEqualTo(kept);
    assertThat(
            word(
                Effect.of(
                    place,
                    new BackendAnswer.Said(BackendError.UNKNOWN_DEVICE),
                    UnknownDevice.UNENROLL)))
        .isEqualTo(out);
    assertThat(device(place, BackendError.SERVER_INITIATED_UNENROLLMENT)).isEqualTo(unenrolment);
    assertThat(device(place, BackendError.INTERNAL_SERVER_ERROR)).isEqualTo(failed);
    assertThat(
            word(Effect.of(place, new BackendAnswer.Failed("no answer"), UnknownDevice.UNENROLL)))
        .isEqualTo(failed);
    assertThat(word(Effect.of(place, new BackendAnswer.Elsewhere(), UnknownDevice.UNENROLL)))
        .isEqualTo("go");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // place           | not supported | unknown | unenrolment | failed
        "TOKEN_UPDATE       | go            | go      | go          | go ",
        "COMMAND_RESULT     | go            | go      | go          | 500",
        "CHECK_IN           | go            | go      | go          | 500",
        "DECLARATION_STATUS | go            | go      | go          | go ",
        "DECLARATION_LISTS  | 501           | 400     | 400         | 500",
        "DECLARATION        | 501           | 400     | 400         | 500"
      })
  void aUserNeverUnenrols(
      Place place, String unsupported, String unknown, String unenrolment, String failed) {
    assertThat(user(place, BackendError.MANAGEMENT_NOT_SUPPORTED)).isEqualTo(unsupported);
    assertThat(user(place, BackendError.UNKNOWN_DEVICE)).isEqualTo(unknown);
    assertThat(user(place, BackendError.SERVER_INITIATED_UNENROLLMENT)).isEqualTo(unenrolment);
    assertThat(user(place, BackendError.INTERNAL_SERVER_ERROR)).isEqualTo(failed);
  }

  @ParameterizedTest
  @CsvSource({
    "'iPhone15,2', 17.0, true",
    "'iPhone15,2', 16.7.1, false",
    "'AppleTV11,1', 17, true",
    "'Watch6,1', 9.6, false",
    "'RealityDevice14,1', 1.0, false",
    "'RealityDevice14,1', 1.1, true",
    "'MacBookPro18,1', 14.0, true",
    "'MacBookPro18,1', 13.9, false",
    "'', '', true",
    "Toaster, beta, true"
  })
  void whoDoesNotSayHisVersionIsNew(String product, String version, boolean modern) {
    assertThat(new PinnedDevice("id", "print", product, version).isModern()).isEqualTo(modern);
  }

  @Test
  void onlyTheTagCounts() {
    assertThat(named("{\"_tag\":\"UnknownDevice\"}")).isPresent();
    assertThat(named("{\"error\":\"UnknownDevice\"}")).isEmpty();
    assertThat(named("UnknownDevice")).isEmpty();
    assertThat(named("{\"_tag\":\"unknowndevice\"}")).isEmpty();
    assertThat(named("")).isEmpty();
  }

  private static Optional<BackendError> named(String body) {
    return AppleJson.parse(body.getBytes(UTF_8)).flatMap(BackendError::of);
  }

  private static String device(Place place, BackendError error) {
    return word(Effect.of(place, new BackendAnswer.Said(error), UnknownDevice.KEEP));
  }

  private static String user(Place place, BackendError error) {
    return word(Effect.ofUser(place, new BackendAnswer.Said(error), UnknownDevice.UNENROLL));
  }

  private static String word(Effect effect) {
    return switch (effect) {
      case Effect.GoOn _ -> "go";
      case Effect.Status(int code) -> Integer.toString(code);
      case Effect.Unenrol _ -> "out";
    };
  }

  @Test
  void theLogSaysInWordsWhatADeviceWasDoing() {
    assertThat(Place.TOKEN_UPDATE.words()).isEqualTo("token update");
  }
}

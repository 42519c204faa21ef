package io.fleetwire.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.agent.Report.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The lines of adb's list.
final class AdbDeviceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "ce09 device usb:1-1 product:p model:SM_N950F transport_id:1 | ce09 device SM N950F",
        "127.0.0.1:5555\tdevice product:p | 127.0.0.1:5555 device",
        "ce09    unauthorized usb:1-1 transport_id:2 | ce09 unauthorized",
        "ce09    no permissions (missing udev rules? user is in the plugdev group); see [http://d]"
            + " usb:1-1 | ce09 no permissions",
        "emulator-5554 offline | emulator-5554 offline",
      })
  void aLineIsRead(String line, String expected) {
    AdbDevice device = AdbDevice.parse(line + "\n").getFirst();
    String read = device.serial() + " " + device.state() + " " + device.model();
    assertThat(read.strip()).isEqualTo(expected);
  }

  @Test
  void whatIsNoDeviceIsLeftOut() {
    assertThat(
            AdbDevice.parse(
                "\n????????????    no permissions\n(no serial number) device usb:1\nlonely\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "device, ONLINE",
    "offline, OFFLINE",
    "recovery, OFFLINE",
    "sideload, OFFLINE",
    "unauthorized, ERROR",
    "no permissions, ERROR",
    "connecting, ''",
    "authorizing, ''",
  })
  void aStateIsAMannerUnlessItPasses(String state, String manner) {
    assertThat(new AdbDevice("a", state, "").manner().map(Enum::name).orElse("")).isEqualTo(manner);
  }

  @Test
  void aDeviceSaysMoreOfItselfThanItsListDoes() {
    Facts listed = new Facts("Android", "SM N950F", "SM N950F", "", "");
    Facts told =
        AdbProperties.over(
            listed,
            """
            [ro.product.model]: [SM-N950F]\r
            [ro.product.manufacturer]: [samsung]
            [ro.build.version.release]: [9]
            [broken
            """);
    assertThat(told).isEqualTo(new Facts("Android", "SM-N950F", "SM-N950F", "samsung", "9"));
    assertThat(AdbProperties.over(listed, "error: closed")).isEqualTo(listed);
  }
}

package io.fleetwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DeviceNumbersTest {
  private static final int MANY = 50_000;

  @Test
  void imeisEndInTheDigitThatLuhnDemands() {
    assertThat(DeviceNumbers.imei(0)).isEqualTo("004402450000009");
    assertThat(many(DeviceNumbers::imei)).allMatch(imei -> imei.matches("[0-9]{15}") && luhn(imei));
  }

  @Test
  void meidsAndSerialsLookLikeNothingElse() {
    assertThat(many(DeviceNumbers::meid)).allMatch(meid -> meid.matches("A[0-9A-F]{13}"));
    assertThat(many(DeviceNumbers::serial)).allMatch(serial -> serial.matches("R5[0-9A-Z]{9}"));
  }

  @Test
  void differentNumbersGiveDifferentIdentifiers() {
    assertThat(many(DeviceNumbers::imei)).doesNotHaveDuplicates();
    assertThat(many(DeviceNumbers::meid)).doesNotHaveDuplicates();
    assertThat(many(DeviceNumbers::serial)).doesNotHaveDuplicates();
  }

  private static List<String> many(IntFunction<String> kind) {
    return IntStream.range(0, MANY).mapToObj(kind).toList();
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      boolean doubled = (digits.length() - 1 - i) % 2 == 1;
      sum += doubled ? (digit * 2) / 10 + (digit * 2) % 10 : digit;
    }
    return sum % 10 == 0;
  }
}

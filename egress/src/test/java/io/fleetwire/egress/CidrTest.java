package io.fleetwire.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, 9.255.255.255, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "192.0.2.6/31, 192.0.2.7, true",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::1, false",
    "::/0, 1.2.3.4, false",
    "fd00::/8, fdff:ffff::1, true",
    "fd00::/8, fe00::1, false",
    "2001:db8::/33, 2001:db8:7fff::, true",
    "2001:db8::/33, 2001:db8:8000::, false",
    "2001:db8::/64, 2001:db8:0:0:ffff::, true",
    "2001:db8::/65, 2001:db8:0:0:8000::, false",
    "2001:db8::1, 2001:db8::1, true",
    "2001:db8::1, 2001:db8::2, false"
  })
  void containsWhatHasItsPrefix(String block, String address, boolean contains) {
    assertThat(Cidr.parse(block).contains(InetAddress.ofLiteral(address))).isEqualTo(contains);
  }

  @ParameterizedTest
  @CsvSource({
    "'', is not an address block",
    "localhost, is not an address block",
    "10.0.0.0.0/8, is not an address block",
    "10.0/8, is not an address block",
    "010.0.0.0/8, is not an address block",
    "0x0a000000/8, is not an address block",
    "167772160/8, is not an address block",
    "[fd00::]/8, is not an address block",
    "fe80::1%eth0, is not an address block",
    "' 10.0.0.0/8', is not an address block",
    "10.0.0.0/33, needs a prefix length from 0 to 32",
    "10.0.0.0/-1, needs a prefix length from 0 to 32",
    "10.0.0.0/, needs a prefix length from 0 to 32",
    "10.0.0.0/8/8, needs a prefix length from 0 to 32",
    "fd00::/129, needs a prefix length from 0 to 128",
    "10.1.0.0/8, did you mean 10.0.0.0/8?",
    "fd00::1/8, did you mean fd00::/8?",
    "::ffff:10.0.0.0/104, write it as IPv4"
  })
  void saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"")
        .hasMessageContaining(message);
  }

  @Test
  void printsWhatItParses() {
    for (String text :
        new String[] {"10.0.0.0/8", "fd00::/8", "::/0", "::1/128", "2001:db8:0:1::/64"}) {
      assertThat(Cidr.parse(text)).hasToString(text).isEqualTo(Cidr.parse(text));
    }
    assertThat(Cidr.parse("1.2.3.4")).hasToString("1.2.3.4/32");
  }
}

package io.fleetwire.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressPolicyTest {
  private static AddressPolicy policy(String allow, String deny) {
    return AddressPolicy.of(blocks(allow), blocks(deny));
  }

  private static List<Cidr> blocks(String list) {
    return Stream.of(list.split(" ")).filter(text -> !text.isEmpty()).map(Cidr::parse).toList();
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "93.184.215.14",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.254",
        "192.168.1.1",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "192.0.1.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450:4001::1",
        "fd12:3456:789a::1",
        // forms of an address that may be called
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::808:808",
        "2002:808:808::1",
        "::8.8.8.8"
      })
  void opensPublicAndPrivateNetworks(String address) {
    assertThat(AddressPolicy.STANDARD.forbids(ip(address))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, this network",
    "0.1.2.3, this network",
    "100.64.0.1, a carrier's shared space",
    "127.0.0.1, this machine",
    "127.255.255.254, this machine",
    "169.254.0.1, the local link",
    "169.254.169.254, a cloud's metadata service",
    "169.254.170.2, a cloud's metadata service",
    "100.100.100.200, a cloud's metadata service",
    "168.63.129.16, a cloud's metadata service",
    "192.0.0.192, a cloud's metadata service",
    "192.0.0.8, reserved for protocols",
    "192.0.2.1, for documentation",
    "192.88.99.1, a retired relay",
    "198.18.0.1, for benchmarks",
    "198.51.100.1, for documentation",
    "203.0.113.1, for documentation",
    "224.0.0.1, multicast",
    "239.255.255.250, multicast",
    "240.0.0.1, reserved",
    "255.255.255.255, broadcast",
    "::, this network",
    "::1, this machine",
    "fe80::1, the local link",
    "fe80::a9fe:a9fe, a cloud's metadata service",
    "febf::1, the local link",
    "fec0::1, a retired site-local block",
    "ff02::1, multicast",
    "2001:db8::1, for documentation",
    "3fff::1, for documentation",
    "2001:2::1, reserved for protocols",
    "2001:10::1, reserved for protocols",
    "100::1, reserved",
    "5f00::1, reserved",
    "4000::1, reserved",
    "fd00:ec2::254, a cloud's metadata service",
    "fd20:ce::254, a cloud's metadata service",
    // forms of an address that must not be called
    "::ffff:127.0.0.1, this machine",
    "::ffff:169.254.169.254, a cloud's metadata service",
    "::ffff:0:127.0.0.1, this machine",
    "::127.0.0.1, this machine",
    "64:ff9b::127.0.0.1, this machine",
    "64:ff9b::a9fe:a9fe, a cloud's metadata service",
    "64:ff9b:1::127.0.0.1, this machine",
    "64:ff9b:1:7f00:0:100::, this machine",
    "64:ff9b:1:a9fe:a9:fe00::, a cloud's metadata service",
    "64:ff9b:1:ff7f:0:1::, a form (NAT64)",
    "64:ff9b:1:0:7f:0:100:0, this machine",
    "64:ff9b:1::, this network",
    "64:ff9b:1:7f00:0:100:0:1, this machine",
    "2002:7f00:1::1, this machine",
    "2002:a9fe:a9fe::1, a cloud's metadata service",
    // Teredo: the server in clear, the client inverted
    "2001:0:7f00:1::, this machine",
    "2001:0:808:808:0:0:80ff:fffe, this machine",
    // ISATAP, with and without the universal bit, behind an open prefix
    "fd00::5efe:127.0.0.1, this machine",
    "2606:4700::200:5efe:169.254.169.254, a cloud's metadata service",
    "fe80::5efe:8.8.8.8, the local link"
  })
  void closesWhatIsNotAHostSomewhere(String address, String what) {
    assertThat(AddressPolicy.STANDARD.forbids(ip(address)).orElse("open")).contains(what);
  }

  @ParameterizedTest
  @CsvSource({
    // allow, deny, address, open
    "127.0.0.0/8, '', 127.0.0.1, true",
    "127.0.0.0/8, '', ::ffff:127.0.0.1, true",
    "127.0.0.0/8, '', ::1, true",
    "127.0.0.2, '', ::1, false",
    "::1, '', ::1, true",
    "::1, '', 127.0.0.1, false",
    "127.0.0.0/8, 127.0.0.1, 127.0.0.1, false",
    "127.0.0.0/8, 127.0.0.1, 127.0.0.2, true",
    "127.0.0.0/8, 127.0.0.1, ::1, false",
    "'', 10.0.0.0/8, 10.0.0.1, false",
    "'', 10.0.0.0/8, ::ffff:10.0.0.1, false",
    "'', 10.0.0.0/8, 64:ff9b::10.0.0.1, false",
    "'', 10.0.0.0/8, 2002:a00:1::, false",
    "10.0.0.0/8, 10.0.0.0/8, 10.0.0.1, false",
    "'', ::/0, 2606:4700::1111, false",
    "'', ::/0, 8.8.8.8, true",
    "'', 0.0.0.0/0, 8.8.8.8, false",
    "100.64.0.0/10, '', 100.64.0.1, true",
    "100.64.0.0/10, '', 100.100.100.200, false",
    "169.254.0.0/16, '', 169.254.1.1, true",
    "169.254.0.0/16, '', 169.254.169.254, false",
    "169.254.169.254, '', 169.254.169.254, true",
    "169.254.169.254/32, '', ::ffff:169.254.169.254, true",
    "0.0.0.0/0 ::/0, '', 169.254.169.254, false",
    "0.0.0.0/0 ::/0, '', 64:ff9b::a9fe:a9fe, false",
    "0.0.0.0/0 ::/0, '', 224.0.0.1, true",
    "64:ff9b::/96, '', 64:ff9b::127.0.0.1, true",
    "64:ff9b::/96, 127.0.0.0/8, 64:ff9b::127.0.0.1, false",
    "fe80::/10, '', fe80::1, true"
  })
  void entriesOpenAndClose(String allow, String deny, String address, boolean open) {
    assertThat(policy(allow, deny).forbids(ip(address)).isEmpty()).isEqualTo(open);
  }

  @Test
  void judgesAnAddressAsJavaHasIt() throws UnknownHostException {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
    assertThat(AddressPolicy.STANDARD.forbids(InetAddress.getByAddress("good.example", mapped)))
        .contains("127.0.0.1 is this machine");
  }

  @Test
  void saysWhichAddressIsMeant() {
    assertThat(AddressPolicy.STANDARD.forbids(ip("2002:7f00:1::1")))
        .contains("2002:7f00:1::1 is a form (6to4) of an address: 127.0.0.1 is this machine");
    assertThat(policy("", "10.0.0.0/8").forbids(ip("::ffff:10.0.0.1")))
        .contains("::ffff:a00:1 holds 10.0.0.1 is in 10.0.0.0/8, which is denied");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "127.0.0.01",
        "127.0.0.1.",
        "127.0.0.256",
        "127.0.0.1 ",
        "１２７.0.0.1",
        "[::1]",
        "::1%1",
        "::1%lo",
        "1:2:3:4:5:6:7:8:9",
        ":::",
        "::ffff:127.1",
        "localhost"
      })
  void readsNoOtherSpelling(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }
}

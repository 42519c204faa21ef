package io.fleetwire.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.CallbackUrl;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the door says of an address before anything is sent there.
final class AddressRuleTest {
  private static final AddressPolicy NARROW =
      AddressPolicy.of(blocks("127.0.0.0/8"), blocks("10.0.0.0/8", "fc00::/7"));

  private static List<Cidr> blocks(String... texts) {
    return Stream.of(texts).map(Cidr::parse).toList();
  }

  private static HttpSender door(AddressPolicy policy) {
    return HttpSender.open(EgressSettings.standard("test").withPolicy(policy));
  }

  private static CallbackUrl.Checked judged(AddressPolicy policy, String text) {
    try (HttpSender door = door(policy)) {
      return CallbackUrl.check(text, door);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://169.254.169.254/latest/ | 169.254.169.254 is a cloud's metadata service",
        "HTTPS://127.0.0.1:8443/        | 127.0.0.1 is this machine",
        "http://0.0.0.0/                | 0.0.0.0 is this network",
        "http://192.0.2.1/              | 192.0.2.1 is for documentation",
        "http://[::1]:9000/             | of an address: 127.0.0.1 is this machine",
        "http://[0:0:0:0:0:0:0:1]/      | of an address: 127.0.0.1 is this machine",
        "http://[FE80::1]/              | fe80::1 is the local link",
        "http://[fd00:ec2::254]/        | fd00:ec2::254 is a cloud's metadata service",
        "http://[::ffff:127.0.0.1]/     | of an address: 127.0.0.1 is this machine",
        "http://[::FFFF:7F00:1]/        | of an address: 127.0.0.1 is this machine",
        "http://[64:ff9b::7f00:1]/      | of an address: 127.0.0.1 is this machine",
        "http://[2002:7f00:1::]/        | of an address: 127.0.0.1 is this machine",
        "http://[::ffff:169.254.169.254]/ | holds 169.254.169.254 is a cloud's metadata service",
      })
  void anAddressThatIsNeverCalledIsForbidden(String text, String why) {
    assertThat(judged(AddressPolicy.STANDARD, text))
        .isInstanceOfSatisfying(
            CallbackUrl.Unfit.class,
            it ->
                assertThat(it.reason())
                    .startsWith("must not be called: ")
                    .contains(why)
                    .contains("egress.allow"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://8.8.8.8/",
        "http://10.0.0.1/",
        "http://[2606:4700::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://localhost/",
        "http://127.0.0.1.example/",
        "http://metadata.google.internal/"
      })
  void anAddressThatMayBeCalledAndAnyNameIsNot(String text) {
    assertThat(judged(AddressPolicy.STANDARD, text)).isInstanceOf(CallbackUrl.Fit.class);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1/,        true",
    "http://[::ffff:127.0.0.1]/, true",
    "http://10.0.0.1/,         false",
    "http://[::ffff:10.0.0.1]/, false",
    "http://[fd12::1]/,        false",
    "http://192.168.0.1/,      true",
    "http://169.254.169.254/,  false",
  })
  void thePolicyIsTheOneOfEveryAttempt(String text, boolean fit) {
    assertThat(judged(NARROW, text) instanceof CallbackUrl.Fit).isEqualTo(fit);
  }

  @Test
  void noNameIsLookedUp() {
    AtomicInteger asked = new AtomicInteger();
    Resolver resolver =
        _ -> {
          asked.incrementAndGet();
          return List.of();
        };
    try (HttpSender door = HttpSender.open(EgressSettings.standard("test"), resolver)) {
      AddressRule rule = door;
      assertThat(rule.forbids(URI.create("http://name.example/"))).isEmpty();
      assertThat(rule.forbids(URI.create("about:blank"))).isEmpty();
      assertThat(asked).hasValue(0);
    }
  }
}

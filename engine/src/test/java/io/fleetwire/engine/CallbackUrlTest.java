package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallbackUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:9000/hook",
        "https://hooks.example.com",
        "HTTPS://Hooks.Example.COM/Path?query=1&b=%C3%A9",
        "https://xn--bcher-kva.example/",
        "http://a-b.c1/",
        "http://1.example/",
        "http://10.0.0.7:80/",
        "http://255.255.255.255/",
        "https://[2001:db8::1]/x",
        "https://[::ffff:10.0.0.1]:8443/x",
        "http://h:65535/"
      })
  void takesPlainUrlsAsTheyAre(String text) {
    assertThat(CallbackUrl.check(text)).isEqualTo(new CallbackUrl.Fit(URI.create(text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                           | is missing",
        "/relative                    | must start with http://",
        "hooks.example.com            | must start with http://",
        "//hooks.example.com/         | must start with http://",
        "ftp://hooks.example.com/     | must start with http://",
        "javascript:alert(1)          | must start with http://",
        "http:hooks.example.com       | must start with http://",
        "http:///path                 | must start with http://",
        "http://                      | is not a URL",
        "http://a b/                  | is not a URL",
        "http://a/%zz                 | is not a URL",
        "http://a\\b/                 | is not a URL",
        "http://a/#top                | must not have a fragment",
        "http://user@a/               | must not carry a user",
        "http://user:pw@a/            | must not carry a user",
        "http://a@b@c/                | must not carry a user",
        "http://:80/                  | must name a host",
        "http://a:/                   | must have a port",
        "http://a:0/                  | must have a port",
        "http://a:080/                | must have a port",
        "http://a:65536/              | must have a port",
        "http://a:99999999999/        | must have a port",
        "http://a:x/                  | must have a port",
        "http://a:-1/                 | must have a port",
        "http://a./                   | must not have a dot at the end",
        "http://127.0.0.1./           | must not have a dot at the end",
        "http://a..b/                 | is not a host name",
        "http://a127.0.0.1a/          | is not a host name",
        "http://-a/                   | is not a host name",
        "http://a-/                   | is not a host name",
        "http://a_b/                  | is not a host name",
        "http://*.example/            | is not a host name",
        "http://127.1/                | four decimal numbers",
        "http://127.0.0.1.1/          | four decimal numbers",
        "http://2130706433/           | four decimal numbers",
        "http://017700000001/         | four decimal numbers",
        "http://0x7f000001/           | four decimal numbers",
        "http://0X7F.0.0.1/           | four decimal numbers",
        "http://127.0.0.0x1/          | four decimal numbers",
        "http://0x/                   | four decimal numbers",
        "http://0177.0.0.1/           | four decimal numbers",
        "http://127.0.0.256/          | four decimal numbers",
        "http://evil.1/               | four decimal numbers",
        "http://[::ffff:0.000.0.1]/   | four decimal numbers",
        "http://[::1%25eth0]/         | must not have a zone",
        "http://[fe80::1%251]/        | must not have a zone",
        "http://[::1/                 | is not a URL",
        "http://[::g]/                | is not a URL",
        "http://[1.2.3.4]/            | is not a URL",
        "http://[::1]x/               | is not a URL",
        "http://bücher.example/       | has a character outside ASCII",
        "http://１２７.0.0.1/            | has a character outside ASCII"
      })
  void saysWhyNot(String text, String reason) {
    assertThat(CallbackUrl.check(text))
        .isInstanceOfSatisfying(
            CallbackUrl.Unfit.class, it -> assertThat(it.reason()).contains(reason));
  }

  @Test
  void refusesWhatARuleForbidsAndAsksItOnlyAboutUrls() {
    AddressRule rule = url -> Optional.of("must not be called: " + url.getHost());
    assertThat(CallbackUrl.check("http://a.example/", rule))
        .isEqualTo(new CallbackUrl.Unfit("must not be called: a.example"));
    assertThat(CallbackUrl.check("", rule)).isEqualTo(new CallbackUrl.Unfit("is missing"));
    assertThat(CallbackUrl.check("http://a.example/", AddressRule.NONE))
        .isEqualTo(new CallbackUrl.Fit(URI.create("http://a.example/")));
  }

  @ParameterizedTest
  @CsvSource({"2048, true", "2049, false"})
  void isNoLongerThanItsLimit(int length, boolean fit) {
    String start = "http://a.example/";
    String text = start + "x".repeat(length - start.length());
    assertThat(CallbackUrl.check(text) instanceof CallbackUrl.Fit).isEqualTo(fit);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/p,                https://a.example/p",
    "https://a.example/p?token=s#x,      https://a.example/p?...",
    "https://u:s@a.example:8443/p?,      https://a.example:8443/p?...",
    "https://u:s@a.example?x=@b//c@d/,   https://a.example?...",
  })
  void showsNoSecrets(String url, String shown) {
    assertThat(CallbackUrl.shown(url)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"63, true", "64, false"})
  void knowsTheLongestLabel(int length, boolean fit) {
    String text = "http://" + "a".repeat(length) + ".example/";
    assertThat(CallbackUrl.check(text) instanceof CallbackUrl.Fit).isEqualTo(fit);
  }
}

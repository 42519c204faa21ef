package io.fleetwire.knox;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.knox.KnoxSettings.CallbackUrls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallbackUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://receiver.example",
        "https://receiver.example/",
        "HTTPS://Receiver.Example:8443/a/b?c=d&e=%20",
        "http://10.1.2.3:8080/hook",
        "http://[fd00::1]/hook",
        "https://xn--bcher-kva.example/",
        "http://localhost:1/"
      })
  void absoluteUrlsMayBeCalled(String url) {
    assertThat(CallbackUrl.faults(url, CallbackUrls.HTTP_TOO)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                              | required absolute URL",
        "'   '                           | required absolute URL",
        "receiver.example/hook           | begins with https://",
        "//receiver.example/hook         | begins with https://",
        "/hook                           | begins with https://",
        "https:hook                      | required host",
        "https:///hook                   | required host",
        "https://under_score.example/    | required host",
        "ftp://receiver.example/         | begins with https://",
        "javascript:alert(1)             | begins with https://",
        "file:///etc/passwd              | begins with https://",
        "https://user@receiver.example/  | no user name",
        "https://user:pw@receiver.example/ | no user name",
        "https://@receiver.example/      | no user name",
        "https://receiver.example/#      | no fragment",
        "https://receiver.example/#part  | no fragment",
        "https://receiver.example:0/     | port",
        "https://receiver.example:65536/ | port",
        "https://receiver.example:99999999999/ | host",
        "https://receiver.example/a b    | printable ASCII",
        "https://bücher.example/         | printable ASCII",
        "https://receiver.example/%zz    | not a URL",
        "https://[::1                    | not a URL",
        "https://receiver.example/{id}   | not a URL"
      })
  void othersMayNot(String url, String reason) {
    assertThat(String.join("; ", CallbackUrl.faults(url, CallbackUrls.HTTP_TOO))).contains(reason);
  }

  @Test
  void theLengthIsBounded() {
    String longest = "https://receiver.example/" + "x".repeat(CallbackUrl.LENGTH_MAX - 25);
    assertThat(CallbackUrl.faults(longest, CallbackUrls.HTTP_TOO)).isEmpty();
    assertThat(CallbackUrl.faults(longest + "x", CallbackUrls.HTTP_TOO))
        .containsExactly("at most 2048 letters, not 2049");
  }

  @Test
  void plainHttpCanBeForbidden() {
    assertThat(CallbackUrl.faults("http://a.example/", CallbackUrls.HTTPS_ONLY)).hasSize(1);
    assertThat(CallbackUrl.faults("https://a.example/", CallbackUrls.HTTPS_ONLY)).isEmpty();
  }
}

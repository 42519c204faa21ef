package io.fleetwire.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.callback.Authentication.ClientProof;
import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.Secret;
import io.fleetwire.testkit.FakeAuthority;
import io.fleetwire.testkit.FakeIdentity;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What can be saved, and what a customer is told about the rest.
final class CallbackOptionsTest {
  private static final Secret SECRET = new Secret("sesame");

  private static List<OptionsFault> faults(Header... headers) {
    return CallbackOptions.NONE.withHeaders(List.of(headers)).faults(AddressRule.NONE);
  }

  private static List<OptionsFault> faults(Authentication authentication) {
    return CallbackOptions.NONE.withAuthentication(authentication).faults(AddressRule.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Tenant", "Cookie", "User-Agent", "Accept", "x.y_z~1", "Cents"})
  void letsACustomerAdd(String name) {
    assertThat(faults(new Header(name, "v"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host                   | must not be Host",
        "content-LENGTH         | must not be content-LENGTH",
        "Content-Type           | must not be",
        "Connection             | must not be",
        "Transfer-Encoding      | must not be",
        "Upgrade                | must not be",
        "Proxy-Authorization    | must not be",
        "X-Forwarded-For        | must not be",
        "Forwarded              | must not be",
        "Webhook-Signature      | must not be",
        "WEBHOOK-ID             | must not be",
        "WebHook-Request-Origin | must not be",
        "x-wsm-signature        | must not be",
        "x-knox-nonce           | must not be",
        "ce-id                  | must not be",
        "fleetwire-sequence     | must not be",
        "Authorization          | choose an authentication instead",
        "X Y                    | is a header's name",
        "X:Y                    | is a header's name",
        "Xä                     | is a header's name",
        "''                     | has 1 to 128 characters"
      })
  void refusesTheName(String name, String message) {
    assertThat(faults(new Header(name, "v")))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo("/headers/0/name");
              assertThat(fault.message()).contains(message);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nHost: evil", "a\nb", " a", "a ", "\u0000", "ä", "a\tb"})
  void refusesTheValue(String value) {
    assertThat(faults(new Header("X-A", "fine"), new Header("X-B", value)))
        .singleElement()
        .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("/headers/1/value"));
  }

  @Test
  void boundsTheHeaders() {
    Header[] many =
        IntStream.rangeClosed(0, CustomHeaders.COUNT_MAX)
            .mapToObj(i -> new Header("X-" + i, ""))
            .toArray(Header[]::new);
    assertThat(faults(many)).extracting(OptionsFault::pointer).containsExactly("/headers");
    String half = "v".repeat(CustomHeaders.CHARS_MAX / 2);
    assertThat(faults(new Header("X-A", half), new Header("X-B", half)))
        .extracting(OptionsFault::pointer)
        .containsExactly("/headers");
    assertThat(faults(new Header("X-A", "1"), new Header("x-a", "2")))
        .extracting(OptionsFault::message)
        .containsExactly("is there twice; write one header with both values");
  }

  static Stream<Arguments> unfit() {
    String url = "https://as.example/token";
    return Stream.of(
        Arguments.of(new Authentication.Basic("", SECRET), "user"),
        Arguments.of(new Authentication.Basic("a:b", SECRET), "user"),
        Arguments.of(new Authentication.Basic("a", new Secret("x\n")), "password"),
        Arguments.of(new Authentication.Bearer(new Secret("")), "token"),
        Arguments.of(new Authentication.Bearer(new Secret("a b")), "token"),
        Arguments.of(new Authentication.Bearer(new Secret("a\r\nb")), "token"),
        Arguments.of(new Authentication.ApiKeyHeader("Host", SECRET), "name"),
        Arguments.of(new Authentication.ApiKeyHeader("webhook-id", SECRET), "name"),
        Arguments.of(new Authentication.ApiKeyHeader("X-Key", new Secret("")), "value"),
        Arguments.of(oauth2("ftp://x/", "me", "a"), "token_url"),
        Arguments.of(oauth2("https://user@as.example/", "me", "a"), "token_url"),
        Arguments.of(oauth2(url, "", "a"), "client_id"),
        Arguments.of(oauth2(url, "me", "a  b"), "scope"),
        Arguments.of(oauth2(url, "me", "a\"b"), "scope"));
  }

  private static Authentication oauth2(String url, String id, String scope) {
    return new Authentication.OAuth2ClientCredentials(url, id, SECRET, scope, ClientProof.BASIC);
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void refusesTheAuthentication(Authentication authentication, String part) {
    assertThat(faults(authentication))
        .extracting(OptionsFault::pointer)
        .containsExactly("/authentication/" + part);
  }

  @Test
  void refusesAnAddressOfTokensThatIsNeverCalled() {
    AddressRule rule = url -> Optional.of("must not be called: " + url.getHost());
    CallbackOptions options =
        CallbackOptions.NONE.withAuthentication(oauth2("https://as.example/token", "me", "a"));
    assertThat(options.faults(rule))
        .containsExactly(
            new OptionsFault("/authentication/token_url", "must not be called: as.example"));
  }

  @Test
  void refusesAKeyInAHeaderThatIsThereAlready() {
    CallbackOptions options =
        new CallbackOptions(
            List.of(new Header("x-key", "a")),
            new Authentication.ApiKeyHeader("X-Key", SECRET),
            false);
    assertThat(options.faults(AddressRule.NONE))
        .extracting(OptionsFault::pointer)
        .containsExactly("/authentication/name");
  }

  @Test
  void readsCertificatesOfEitherKind() {
    FakeAuthority authority = FakeAuthority.create("Clients", House.NOW);
    for (FakeIdentity each :
        List.of(authority.issue(House.NOW, "ec"), authority.issueRsa(House.NOW, "rsa"))) {
      assertThat(faults(mutualTls(each.certificatePem() + authority.certificatePem(), each)))
          .isEmpty();
    }
  }

  private static Authentication mutualTls(String chain, FakeIdentity key) {
    return new Authentication.MutualTls(chain, new Secret(key.keyPem()));
  }

  @Test
  void refusesCertificatesThatCannotBeUsed() {
    FakeAuthority authority = FakeAuthority.create("Clients", House.NOW);
    FakeIdentity one = authority.issue(House.NOW, "one");
    FakeIdentity two = authority.issue(House.NOW, "two");
    FakeIdentity rsa = authority.issueRsa(House.NOW, "rsa");
    String chain = one.certificatePem();
    assertThat(faults(mutualTls(chain, two)))
        .containsExactly(
            new OptionsFault(
                "/authentication/key", "is not the key of the first certificate of the chain"));
    assertThat(faults(mutualTls(chain, rsa)).getFirst().pointer()).isEqualTo("/authentication/key");
    assertThat(faults(mutualTls("gibberish", one)).getFirst().pointer())
        .isEqualTo("/authentication/chain");
    String encrypted = one.keyPem().replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    assertThat(faults(new Authentication.MutualTls(chain, new Secret(encrypted))))
        .singleElement()
        .satisfies(it -> assertThat(it.message()).contains("openssl pkcs8"));
  }

  @Test
  void printsNoSecret() {
    FakeIdentity identity = FakeAuthority.create("Clients", House.NOW).issue(House.NOW, "us");
    List<Authentication> all =
        List.of(
            new Authentication.Basic("user", SECRET),
            new Authentication.Bearer(SECRET),
            new Authentication.ApiKeyHeader("X-Key", SECRET),
            oauth2("https://as.example/", "me", ""),
            mutualTls(identity.certificatePem(), identity));
    assertThat(all.toString()).doesNotContain("sesame", "PRIVATE KEY").contains("******");
  }
}

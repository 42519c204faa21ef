package io.fleetwire.pki;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.pki.AcmeMessage.Read;
import io.fleetwire.pki.AcmeMessage.Signer;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AcmeMessageTest {
  private static final AcmeClient CLIENT = AcmeClient.of(Keys.elliptic());

  /// RFC 7638, section 3.1.
  private static final String RFC_MODULUS =
      "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECP"
          + "ebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW"
          + "2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4"
          + "vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

  @Test
  void whatAClientSignsIsReadAndBelievedOfItsKeyAlone() {
    AcmeMessage message = message("https://a.example/x", "{\"a\":1}");
    assertThat(message.nonce()).isEqualTo("n-1");
    assertThat(message.url()).isEqualTo("https://a.example/x");
    assertThat(message.payload()).asString().isEqualTo("{\"a\":1}");
    AcmeKey key = ((Signer.ByKey) message.signer()).key();
    assertThat(message.isSignedBy(key)).isTrue();
    AcmeMessage other = read(AcmeClient.of(Keys.elliptic()).message("u", "n", ""));
    assertThat(message.isSignedBy(((Signer.ByKey) other.signer()).key())).isFalse();
    assertThat(other.payload()).isEmpty();
    assertThat(read(CLIENT.with("https://a.example/1").message("u", "n", "")).signer())
        .isEqualTo(new Signer.ByAccount("https://a.example/1"));
  }

  @Test
  void aKeyIsHadAgainByItsName() {
    AcmeKey key = ((Signer.ByKey) message("u", "").signer()).key();
    assertThat(AcmeKey.named(key.name())).contains(key);
    assertThat(AcmeKey.named(key.name() + "A")).isEmpty();
    assertThat(AcmeKey.named("")).isEmpty();
    assertThat(AcmeKey.named("A".repeat(5_000))).isEmpty();
    AcmeKey rfc =
        AcmeKey.named(encoded("{\"e\":\"AQAB\",\"kty\":\"RSA\",\"n\":\"" + RFC_MODULUS + "\"}"))
            .orElseThrow();
    assertThat(rfc.thumbprint()).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"alg\":\"ES256\",\"nonce\":\"n\",\"url\":\"u\"} | either jwk or kid",
        "{\"alg\":\"ES256\",\"kid\":\"k\",\"url\":\"u\"} | nonce and url",
        "{\"alg\":\"ES256\",\"kid\":\"k\",\"nonce\":\"n\",\"url\":7} | nonce and url",
        "{\"alg\":\"ES256\",\"kid\":\"k\",\"nonce\":\"n\",\"url\":\"u\",\"crit\":[\"x\"],\"x\":1}"
            + " | critical",
        "{\"alg\":\"none\",\"kid\":\"k\",\"nonce\":\"n\",\"url\":\"u\"} | no JSON Web Signature",
        "[] | no JSON Web Signature"
      })
  void aHeaderThatBreaksTheRulesIsMalformed(String header, String why) {
    Read read = AcmeMessage.read(enveloped(encoded(header)).getBytes(UTF_8));
    assertThat(read)
        .isInstanceOfSatisfying(
            Read.Malformed.class, refused -> assertThat(refused.reason()).contains(why));
  }

  @Test
  void oneSignatureInBase64UrlAndNothingUnprotected() {
    String good =
        enveloped(encoded("{\"alg\":\"ES256\",\"kid\":\"k\",\"nonce\":\"n\",\"url\":\"u\"}"));
    assertThat(AcmeMessage.read(good.getBytes(UTF_8))).isInstanceOf(Read.Good.class);
    for (String bad :
        new String[] {
          good.replace("{\"payload\"", "{\"header\":{},\"payload\""),
          good.replace("{\"payload\"", "{\"signatures\":[],\"payload\""),
          good.replace("\"AA\"", "\"AA==\""),
          good.replace("\"signature\"", "\"other\"")
        }) {
      assertThat(bad).isNotEqualTo(good);
      assertThat(AcmeMessage.read(bad.getBytes(UTF_8))).isInstanceOf(Read.Malformed.class);
    }
    assertThat(AcmeMessage.read(new byte[AcmeMessage.BYTES_MAX + 1]))
        .isInstanceOf(Read.Malformed.class);
  }

  @Test
  void otherAlgorithmsAndKeysAreRefusedByName() {
    String rest = "\",\"kid\":\"k\",\"nonce\":\"n\",\"url\":\"u\"}";
    assertThat(AcmeMessage.read(enveloped(encoded("{\"alg\":\"HS256" + rest)).getBytes(UTF_8)))
        .isEqualTo(new Read.OtherAlgorithm());
    String key =
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
            + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
    String header = "{\"alg\":\"ES256\",\"jwk\":" + key + ",\"nonce\":\"n\",\"url\":\"u\"}";
    assertThat(AcmeMessage.read(enveloped(encoded(header)).getBytes(UTF_8)))
        .isInstanceOf(Read.OtherKey.class);
  }

  private static AcmeMessage message(String url, String payload) {
    return read(CLIENT.message(url, "n-1", payload));
  }

  private static AcmeMessage read(byte[] body) {
    Read read = AcmeMessage.read(body);
    assertThat(read).isInstanceOf(Read.Good.class);
    return ((Read.Good) read).message();
  }

  private static String enveloped(String header) {
    return "{\"payload\":\"\",\"protected\":\"" + header + "\",\"signature\":\"AA\"}";
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}

package io.fleetwire.simulator;

import io.fleetwire.pki.AcmeClient;
import io.fleetwire.pki.Attestation;
import io.fleetwire.pki.AttestingAuthority;
import io.fleetwire.pki.CertificateRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Asks for a certificate by ACME (RFC 8555), with an attestation of its hardware if the profile
/// wants one and the device has one (draft-acme-device-attest).
final class AcmeAsk implements CertificateAsk {
  /// A server that takes longer than that to judge an attestation has forgotten it.
  private static final int POLLS_MAX = 20;

  private static final Duration REST = Duration.ofMillis(500);

  private static final Set<String> UNDER_WAY = Set.of("pending", "processing");

  private final Surroundings around;
  private final Wire wire;
  private final EnrolmentProfile.Acme wanted;
  private AcmeClient client;
  private String nonce = "";

  AcmeAsk(Surroundings around, Wire wire, EnrolmentProfile.Acme wanted) {
    this.around = around;
    this.wire = wire;
    this.wanted = wanted;
    this.client = AcmeClient.of(around.keys().elliptic());
  }

  @Override
  public String word() {
    return "ACME";
  }

  /// Thrown inside, with the reason.
  private static final class Unwilling extends Exception {
    private static final long serialVersionUID = 1L;

    Unwilling(String reason) {
      super(reason, null, false, false);
    }
  }

  @Override
  public Result certify(AppleFacts facts, String subject) throws IOException {
    KeyPair key = around.keys().elliptic();
    try {
      ObjectNode directory = object(get(wanted.url()));
      get(address(text(directory, "newNonce")));
      Answer account = post(text(directory, "newAccount"), "{\"termsOfServiceAgreed\":true}");
      client = client.with(account.field("Location"));
      Answer ordered = post(text(directory, "newOrder"), order());
      ObjectNode order = object(ordered);
      prove(order, key, facts);
      post(text(order, "finalize"), "{\"csr\":\"" + base64(csr(key, subject)) + "\"}");
      ObjectNode valid = awaited(ordered.field("Location"));
      if (!text(valid, "status").equals("valid")) {
        throw new Unwilling("ACME refused a certificate: " + valid);
      }
      return new Result.Granted(
          new AppleIdentity(key, certificate(post(text(valid, "certificate"), ""))));
    } catch (Unwilling e) {
      return new Result.Refused(String.valueOf(e.getMessage()));
    }
  }

  private String order() {
    ObjectNode wish = Json.object();
    wish.putArray("identifiers")
        .addObject()
        .put("type", "permanent-identifier")
        .put("value", wanted.clientIdentifier());
    return wish.toString();
  }

  private void prove(ObjectNode order, KeyPair key, AppleFacts facts)
      throws IOException, Unwilling {
    String authorization = order.path("authorizations").path(0).asString("");
    ObjectNode challenge = challenge(object(post(authorization, "")));
    post(
        text(challenge, "url"),
        attestation(text(challenge, "token"), key, facts)
            .map(object -> "{\"attObj\":\"" + base64(object) + "\"}")
            .orElse("{}"));
    ObjectNode judged = awaited(authorization);
    if (!text(judged, "status").equals("valid")) {
      throw new Unwilling("ACME refused a device: " + challenge(judged).path("error"));
    }
  }

  private static ObjectNode challenge(ObjectNode authorization) throws Unwilling {
    for (var challenge : authorization.path("challenges")) {
      if (challenge instanceof ObjectNode object
          && Json.text(object, "type").equals(Optional.of("device-attest-01"))) {
        return object;
      }
    }
    throw new Unwilling("ACME offers no device-attest-01: " + authorization);
  }

  /// A device of its user is not named.
  private Optional<byte[]> attestation(String token, KeyPair key, AppleFacts facts) {
    boolean named = !facts.kind().isUsersOwn();
    Attestation attested =
        new Attestation(
            key.getPublic(),
            Optional.of(facts.ids().serial()).filter(_ -> named),
            Optional.of(facts.ids().udid()).filter(_ -> named));
    Optional<AttestingAuthority> maker = around.plan().source().maker();
    return maker
        .filter(_ -> wanted.attests())
        .map(authority -> authority.attest(attested, token, around.world().clock().instant()));
  }

  private static byte[] csr(KeyPair key, String subject) {
    return CertificateRequest.write(new CertificateRequest.Wish(key, subject, Optional.empty()));
  }

  /// What is at `url` once nothing is done about it any more.
  private ObjectNode awaited(String url) throws IOException, Unwilling {
    ObjectNode there = object(post(url, ""));
    for (int i = 0; i < POLLS_MAX && UNDER_WAY.contains(text(there, "status")); i++) {
      around.patience().pause(REST);
      there = object(post(url, ""));
    }
    return there;
  }

  private Answer get(URI url) throws IOException, Unwilling {
    wire.send(Ask.get(url));
    return read("GET " + url);
  }

  private Answer post(String url, String payload) throws IOException, Unwilling {
    byte[] message = client.message(url, nonce, payload);
    wire.send(Ask.post(address(url), "application/jose+json", message));
    return read("POST " + url);
  }

  private Answer read(String what) throws IOException, Unwilling {
    Answer answer = wire.read();
    if (!answer.field("Replay-Nonce").isEmpty()) {
      nonce = answer.field("Replay-Nonce");
    }
    if (!answer.isGood()) {
      throw new Unwilling("ACME: " + what + " was answered " + answer);
    }
    return answer;
  }

  private static URI address(String url) throws Unwilling {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException _) {
      throw new Unwilling("ACME leads to what is no address: " + url);
    }
  }

  private static ObjectNode object(Answer answer) throws Unwilling {
    return Json.parse(answer.body())
        .orElseThrow(() -> new Unwilling("ACME answers no object: " + answer));
  }

  private static String text(ObjectNode object, String name) throws Unwilling {
    return Json.text(object, name)
        .orElseThrow(() -> new Unwilling("ACME lacks " + name + ": " + object));
  }

  private static X509Certificate certificate(Answer chain) throws Unwilling {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(chain.body()))
              .iterator()
              .next();
    } catch (CertificateException | RuntimeException _) {
      throw new Unwilling("ACME answers no certificate: " + chain);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

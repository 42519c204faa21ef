package io.fleetwire.simulator;

import io.fleetwire.pki.CertificateRequest;
import io.fleetwire.pki.ScepClient;
import io.fleetwire.pki.ScepHead;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Asks for a certificate by SCEP (RFC 8894).
record ScepAsk(Surroundings around, Wire wire, EnrolmentProfile.Scep wanted)
    implements CertificateAsk {

  @Override
  public String word() {
    return "SCEP";
  }

  @Override
  public Result certify(AppleFacts facts, String subject) throws IOException {
    Set<String> capabilities = capabilities();
    if (!capabilities.contains("AES") && !capabilities.contains("SCEPSTANDARD")) {
      return new Result.Refused("the SCEP server does not offer AES: " + capabilities);
    }
    wire.send(Ask.get(operation("GetCACert", wanted.name())));
    Optional<ScepClient.Authorities> authorities = ScepClient.authorities(wire.read().body());
    if (authorities.isEmpty()) {
      return new Result.Refused("GetCACert was answered without a certificate");
    }
    ScepClient client = new ScepClient(authorities.get(), around.world().secrets());
    KeyPair key = around.keys().of(facts.number());
    Instant since = around.world().clock().instant();
    ScepClient.Identity self = client.selfSigned(key, subject, since);
    CertificateRequest.Wish wish = new CertificateRequest.Wish(key, subject, wanted.challenge());
    byte[] message = client.request(ScepHead.Kind.PKCS_REQ, self, wish, since);
    boolean posts =
        capabilities.contains("POSTPKIOPERATION") || capabilities.contains("SCEPSTANDARD");
    wire.send(
        posts
            ? Ask.post(operation("PKIOperation", ""), "application/x-pki-message", message)
            : Ask.get(operation("PKIOperation", Base64.getEncoder().encodeToString(message))));
    Answer answer = wire.read();
    if (answer.status() != 200) {
      return new Result.Refused("PKIOperation was answered " + answer);
    }
    return switch (client.read(answer.body(), self)) {
      case ScepClient.Answer.Granted(X509Certificate certificate) ->
          new Result.Granted(new AppleIdentity(key, certificate));
      case ScepClient.Answer.Refused(String info) ->
          new Result.Refused("SCEP refused a certificate: failInfo " + info);
      case ScepClient.Answer.Unreadable(String reason) ->
          new Result.Refused("the answer of SCEP cannot be read: " + reason);
    };
  }

  private Set<String> capabilities() throws IOException {
    wire.send(Ask.get(operation("GetCACaps", "")));
    return new String(wire.read().body(), StandardCharsets.US_ASCII)
        .lines()
        .map(line -> line.strip().toUpperCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private URI operation(String operation, String message) {
    String url = wanted.url().toString();
    String more =
        message.isEmpty() ? "" : "&message=" + URLEncoder.encode(message, StandardCharsets.UTF_8);
    return URI.create(url + (url.contains("?") ? "&" : "?") + "operation=" + operation + more);
  }
}

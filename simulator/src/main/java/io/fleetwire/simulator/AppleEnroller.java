package io.fleetwire.simulator;

import io.fleetwire.pki.Authority;
import io.fleetwire.pki.CertificateRequest;
import io.fleetwire.pki.ScepClient;
import io.fleetwire.pki.ScepHead;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Installs enrolment profiles: downloads one, and asks for a certificate by SCEP (RFC 8894).
/// Thread-safe; blocks.
final class AppleEnroller {
  /// As many as a browser would follow, and be surprised.
  private static final int REDIRECTS_MAX = 5;

  /// What an authority of another house gives: longer than any simulation.
  private static final Duration VALIDITY = Duration.ofDays(365);

  private final Surroundings around;

  AppleEnroller(Surroundings around) {
    this.around = around;
  }

  /// What became of an attempt.
  sealed interface Result {
    record Installed(AppleEnrolment enrolment) implements Result {}

    record Failed(String why) implements Result {}
  }

  Result install(AppleFacts facts) {
    try {
      Answer downloaded = download();
      if (downloaded.status() != 200) {
        return new Result.Failed("the profile was answered " + downloaded);
      }
      return switch (EnrolmentProfile.read(downloaded.body())) {
        case EnrolmentProfile.Read.Refused(String reason) -> new Result.Failed(reason);
        case EnrolmentProfile.Read.Good(var profile) -> {
          Optional<Authority> issuer = around.plan().source().issuer();
          yield issuer.isPresent()
              ? new Result.Installed(enrolment(profile, issued(issuer.get(), profile, facts)))
              : certify(profile, facts);
        }
      };
    } catch (IOException e) {
      return new Result.Failed("enrolment broke off: " + e.getMessage());
    }
  }

  private AppleIdentity issued(Authority issuer, EnrolmentProfile profile, AppleFacts facts) {
    KeyPair key = around.keys().of(facts.number());
    CertificateRequest wish =
        CertificateRequest.of(expanded(profile.scep().subject(), facts), key.getPublic());
    return new AppleIdentity(
        key,
        issuer.issue(wish, around.world().clock().instant(), VALIDITY, around.world().secrets()));
  }

  private AppleEnrolment enrolment(EnrolmentProfile profile, AppleIdentity identity) {
    return new AppleEnrolment(profile, identity, around.network().trust(profile.anchors()));
  }

  private Answer download() throws IOException {
    ProfileSource source = around.plan().source();
    Instant since = around.world().clock().instant();
    Answer answer = download(source.profile());
    for (int i = 0; i < REDIRECTS_MAX && answer.redirect(source.profile()).isPresent(); i++) {
      answer = download(answer.redirect(source.profile()).orElseThrow());
    }
    count("profile", since);
    return answer;
  }

  private Answer download(URI url) throws IOException {
    try (Wire wire = open(url, Optional.empty(), List.of())) {
      wire.send(Ask.get(url));
      return wire.read();
    }
  }

  private Wire open(URI url, Optional<URI> home, List<X509Certificate> anchors) throws IOException {
    return around.network().open(url, home, around.network().trust(anchors), Optional.empty());
  }

  private Result certify(EnrolmentProfile profile, AppleFacts facts) throws IOException {
    URI url = profile.scep().url();
    Instant since = around.world().clock().instant();
    try (Wire wire = open(url, Optional.of(profile.mdm().serverUrl()), profile.anchors())) {
      Set<String> capabilities = capabilities(wire, profile.scep());
      if (!capabilities.contains("AES") && !capabilities.contains("SCEPSTANDARD")) {
        return new Result.Failed("the SCEP server does not offer AES: " + capabilities);
      }
      wire.send(Ask.get(operation(profile.scep(), "GetCACert", profile.scep().name())));
      Optional<ScepClient.Authorities> authorities = ScepClient.authorities(wire.read().body());
      if (authorities.isEmpty()) {
        return new Result.Failed("GetCACert was answered without a certificate");
      }
      ScepClient client = new ScepClient(authorities.get(), around.world().secrets());
      KeyPair key = around.keys().of(facts.number());
      String subject = expanded(profile.scep().subject(), facts);
      ScepClient.Identity self = client.selfSigned(key, subject, since);
      CertificateRequest.Wish wish =
          new CertificateRequest.Wish(key, subject, profile.scep().challenge());
      byte[] message = client.request(ScepHead.Kind.PKCS_REQ, self, wish, since);
      boolean posts =
          capabilities.contains("POSTPKIOPERATION") || capabilities.contains("SCEPSTANDARD");
      wire.send(
          posts
              ? Ask.post(
                  operation(profile.scep(), "PKIOperation", ""),
                  "application/x-pki-message",
                  message)
              : Ask.get(
                  operation(
                      profile.scep(),
                      "PKIOperation",
                      Base64.getEncoder().encodeToString(message))));
      Answer answer = wire.read();
      count("SCEP", since);
      if (answer.status() != 200) {
        return new Result.Failed("PKIOperation was answered " + answer);
      }
      return switch (client.read(answer.body(), self)) {
        case ScepClient.Answer.Granted(X509Certificate certificate) ->
            new Result.Installed(enrolment(profile, new AppleIdentity(key, certificate)));
        case ScepClient.Answer.Refused(String info) ->
            new Result.Failed("SCEP refused a certificate: failInfo " + info);
        case ScepClient.Answer.Unreadable(String reason) ->
            new Result.Failed("the answer of SCEP cannot be read: " + reason);
      };
    }
  }

  private static Set<String> capabilities(Wire wire, EnrolmentProfile.Scep scep)
      throws IOException {
    wire.send(Ask.get(operation(scep, "GetCACaps", "")));
    return new String(wire.read().body(), StandardCharsets.US_ASCII)
        .lines()
        .map(line -> line.strip().toUpperCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static URI operation(EnrolmentProfile.Scep scep, String operation, String message) {
    String url = scep.url().toString();
    String more =
        message.isEmpty() ? "" : "&message=" + URLEncoder.encode(message, StandardCharsets.UTF_8);
    return URI.create(url + (url.contains("?") ? "&" : "?") + "operation=" + operation + more);
  }

  /// The variables that profiles may have in names.
  private static String expanded(String subject, AppleFacts facts) {
    return subject
        .replace("%HardwareUUID%", facts.ids().udid())
        .replace("%SerialNumber%", facts.ids().serial())
        .replace("%ComputerName%", facts.deviceName());
  }

  private void count(String what, Instant since) {
    around.tally().answered(what, Duration.between(since, around.world().clock().instant()));
  }
}

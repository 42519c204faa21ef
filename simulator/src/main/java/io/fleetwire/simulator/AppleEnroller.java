package io.fleetwire.simulator;

import io.fleetwire.pki.Authority;
import io.fleetwire.pki.CertificateRequest;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Installs enrolment profiles: downloads one, and asks for a certificate as it says. Thread-safe;
/// blocks.
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
        CertificateRequest.of(expanded(profile.wanted().subject(), facts), key.getPublic());
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
    Instant since = around.world().clock().instant();
    String subject = expanded(profile.wanted().subject(), facts);
    URI home = profile.mdm().serverUrl();
    try (Wire wire = open(profile.wanted().url(), Optional.of(home), profile.anchors())) {
      CertificateAsk ask =
          switch (profile.wanted()) {
            case EnrolmentProfile.Scep scep -> new ScepAsk(around, wire, scep);
            case EnrolmentProfile.Acme acme -> new AcmeAsk(around, wire, acme);
          };
      CertificateAsk.Result result = ask.certify(facts, subject);
      count(ask.word(), since);
      return switch (result) {
        case CertificateAsk.Result.Granted(AppleIdentity identity) ->
            new Result.Installed(enrolment(profile, identity));
        case CertificateAsk.Result.Refused(String why) -> new Result.Failed(why);
      };
    }
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

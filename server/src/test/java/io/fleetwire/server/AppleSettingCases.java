package io.fleetwire.server;

import static io.fleetwire.server.ConfigTest.c;

import io.fleetwire.server.ConfigTest.Case;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The cases of {@link ConfigTest} for the settings of Apple devices.
final class AppleSettingCases {
  private AppleSettingCases() {}

  static Stream<Case> all() {
    return Stream.of(askingCases(), edgeCases(), accessCases(), pushCases())
        .flatMap(Function.identity());
  }

  private static Stream<Case> askingCases() {
    return Stream.of(
        c(
            AppleKeys.WEBHOOK_URL,
            List.of(),
            "https://backend.example.com/mdm/",
            List.of(URI.create("https://backend.example.com/mdm/")),
            config -> config.apple().webhookUrls()),
        c(AppleKeys.ORGANIZATION, 1, "7", 7, config -> config.apple().organization()),
        c(
            AppleKeys.TOPIC,
            "",
            "com.apple.mgmt.x",
            "com.apple.mgmt.x",
            config -> config.apple().topic()),
        c(AppleKeys.NAME, "Fleetwire", "We", "We", config -> config.apple().name()),
        c(AppleKeys.SIGN_PROFILE, false, "true", true, config -> config.apple().signProfile()),
        c(AppleKeys.SIGN_MESSAGES, true, "false", false, config -> config.apple().signMessages()),
        c(
            AppleKeys.CHALLENGE_LIFETIME,
            Duration.ofDays(1),
            "2h",
            Duration.ofHours(2),
            config -> config.apple().challengeLifetime()));
  }

  private static Stream<Case> edgeCases() {
    return Stream.of(
        c(
            AppleKeys.PROXIES,
            List.of(),
            "10.0.0.0/8",
            List.of("10.0.0.0/8"),
            config -> config.apple().proxies()),
        c(
            AppleKeys.CERTIFICATE_HEADER,
            "Client-Cert",
            "X-SSL-Client-Cert",
            "X-SSL-Client-Cert",
            config -> config.apple().certificateHeader()),
        c(
            AppleKeys.ISSUERS_FILE,
            List.of(),
            "old.pem",
            List.of(Path.of("old.pem")),
            config -> config.apple().issuersFiles()),
        c(
            AppleKeys.UNKNOWN_DEVICE,
            "keep",
            "unenroll",
            "unenroll",
            config -> config.apple().unknownDevice()),
        c(AppleKeys.UNENROLL_BY, "auto", "401", "401", config -> config.apple().unenrollBy()),
        c(
            AppleKeys.WEBHOOK_TIMEOUT,
            Duration.ofSeconds(10),
            "2s",
            Duration.ofSeconds(2),
            config -> config.apple().webhookTimeout()),
        c(
            AppleKeys.WEBHOOK_CONCURRENCY_MAX,
            1024,
            "8",
            8,
            config -> config.apple().webhookConcurrencyMax()));
  }

  private static Stream<Case> accessCases() {
    return Stream.of(
        c(AppleKeys.IDENTITY, "scep", "acme", "acme", config -> config.apple().acme().identity()),
        c(
            AppleKeys.ACME_ATTESTATION,
            true,
            "optional",
            false,
            config -> config.apple().acme().attested()),
        c(
            AppleKeys.ACME_ROOTS_FILE,
            List.of(),
            "roots.pem",
            List.of(Path.of("roots.pem")),
            config -> config.apple().acme().rootsFiles()),
        c(AppleKeys.ENROLL_ACCESS, false, "code", true, config -> config.apple().enrollByCode()),
        c(
            AppleKeys.WEBHOOK_SIGNATURE,
            "hmac",
            "jws",
            "jws",
            config -> config.apple().webhookSignature()));
  }

  private static Stream<Case> pushCases() {
    return Stream.of(
        c(
            PushKeys.CERTIFICATE_FILE,
            List.of(),
            "push.pem",
            List.of(Path.of("push.pem")),
            config -> config.apple().push().certificateFiles()),
        c(
            PushKeys.KEY_FILE,
            List.of(),
            "push.key",
            List.of(Path.of("push.key")),
            config -> config.apple().push().keyFiles()),
        c(
            PushKeys.URL,
            URI.create("https://api.push.apple.com"),
            "https://api.push.apple.com:2197",
            URI.create("https://api.push.apple.com:2197"),
            config -> config.apple().push().url()));
  }
}

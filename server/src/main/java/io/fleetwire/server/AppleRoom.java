package io.fleetwire.server;

import io.fleetwire.apple.AppleSettings;
import io.fleetwire.apple.AppleSettings.Acme;
import io.fleetwire.apple.AppleSettings.Errors;
import io.fleetwire.apple.AppleSettings.Profile;
import io.fleetwire.apple.AppleSettings.Proxies;
import io.fleetwire.apple.AppleSettings.Signature;
import io.fleetwire.apple.AppleSettings.Unenrolment;
import io.fleetwire.apple.AppleSettings.UnknownDevice;
import io.fleetwire.apple.BackendLimits;
import io.fleetwire.egress.Cidr;
import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.OrganizationId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// What the configuration means to the Apple slice; nothing when there is no backend.
final class AppleRoom {
  /// A device that has told what is durable need not wait as long as one that asks.
  private static final Duration TOLD_MAX = Duration.ofSeconds(5);

  private AppleRoom() {}

  /// Refuses a backend that `rule` forbids: no device could do anything. Devices enrol with the
  /// topic of the settings, or else of the push certificate.
  static Optional<AppleSettings> settings(
      Config config, AddressRule rule, Optional<PushSource> push) {
    Config.Apple apple = config.apple();
    Optional<URI> backend = apple.webhookUrls().stream().findFirst();
    backend.flatMap(rule::forbids).ifPresent(AppleRoom::refuse);
    String topic = push.map(source -> source.get().topic()).orElse(apple.topic());
    return backend.map(url -> settings(config, topic, url));
  }

  private static void refuse(String why) {
    throw new SettingRefusedException(AppleKeys.WEBHOOK_URL.name() + ": the address " + why);
  }

  private static AppleSettings settings(Config config, String topic, URI url) {
    Config.Apple apple = config.apple();
    return new AppleSettings(
        url,
        config.server().publicUrl(),
        new OrganizationId(apple.organization()),
        new Profile(
            topic,
            apple.name(),
            apple.signProfile(),
            signsMessages(config),
            config.server().tls().listen().isPresent() && !config.server().tls().hasFiles(),
            apple.enrollByCode() ? Profile.Access.CODE : Profile.Access.OPEN,
            apple.challengeLifetime()),
        acme(apple.acme()),
        new Proxies(
            proxies(apple.proxies()),
            apple.certificateHeader(),
            apple.issuersFiles().stream()
                .flatMap(file -> certificates(AppleKeys.ISSUERS_FILE, file).stream())
                .toList()),
        new Errors(unknown(apple.unknownDevice()), unenrolment(apple.unenrollBy())),
        Signature.valueOf(apple.webhookSignature().toUpperCase(Locale.ROOT)),
        new BackendLimits(
            apple.webhookTimeout(),
            apple.webhookTimeout().compareTo(TOLD_MAX) < 0 ? apple.webhookTimeout() : TOLD_MAX,
            apple.webhookConcurrencyMax()));
  }

  private static boolean signsMessages(Config config) {
    boolean shown =
        config.server().tls().listen().isPresent() || !config.apple().proxies().isEmpty();
    if (!config.apple().signMessages() && !shown) {
      throw new SettingRefusedException(
          "apple.sign-messages is false, and then no device could say who it is: set"
              + " server.tls.listen or apple.proxies, or leave it true");
    }
    return config.apple().signMessages();
  }

  private static UnknownDevice unknown(String word) {
    return word.equals("keep") ? UnknownDevice.KEEP : UnknownDevice.UNENROLL;
  }

  private static Unenrolment unenrolment(String word) {
    return switch (word) {
      case "403" -> Unenrolment.FORBIDDEN;
      case "401" -> Unenrolment.UNAUTHORIZED;
      default -> Unenrolment.AUTO;
    };
  }

  private static Predicate<String> proxies(List<String> texts) {
    List<Cidr> blocks = texts.stream().map(Cidr::parse).toList();
    return address -> {
      try {
        InetAddress literal = InetAddress.ofLiteral(address);
        return blocks.stream().anyMatch(block -> block.contains(literal));
      } catch (IllegalArgumentException _) {
        return false;
      }
    };
  }

  private static Acme acme(Config.Acme acme) {
    return new Acme(
        acme.identity().equals("acme") ? Acme.Identity.ACME : Acme.Identity.SCEP,
        acme.attested(),
        acme.rootsFiles().stream()
            .flatMap(file -> certificates(AppleKeys.ACME_ROOTS_FILE, file).stream())
            .toList());
  }

  private static List<X509Certificate> certificates(Key<?> key, Path file) {
    String fault = key.name() + ": " + file + " is no readable file of PEM certificates";
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
              .stream()
              .filter(X509Certificate.class::isInstance)
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new SettingRefusedException(fault);
      }
      return found;
    } catch (IOException | CertificateException e) {
      throw new SettingRefusedException(fault + ": " + e, e);
    }
  }
}

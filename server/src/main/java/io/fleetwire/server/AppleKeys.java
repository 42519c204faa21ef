package io.fleetwire.server;

import io.fleetwire.engine.CallbackUrl;
import io.fleetwire.server.Kind.BadSetting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The settings of Apple device management, a part of {@link Keys}.
final class AppleKeys {
  private static final Kind<List<URI>> WEBHOOK =
      new Kind<>("an address such as https://backend.example.com/mdm, or nothing", AppleKeys::url);

  private static final Kind<String> TOPIC_KIND =
      new Kind<>("a topic such as com.apple.mgmt.External.1a2b, or nothing", AppleKeys::topic);

  private static final Kind<String> HEADER_KIND =
      new Kind<>("the name of a header", AppleKeys::header);

  static final Key<List<URI>> WEBHOOK_URL =
      new Key<>(
          "apple.webhook-url",
          WEBHOOK,
          "",
          "The management backend of Apple devices: it is asked for every decision, at"
              + " `/webhook/apple/...` below this address. Without it there are no paths for Apple"
              + " devices.");

  static final Key<Integer> ORGANIZATION =
      new Key<>(
          "apple.organization",
          Kinds.integer(1, 999_999_999),
          "1",
          "The number of the organization whose devices these are; its endpoints can be told of"
              + " `apple.*` events.");

  static final Key<String> TOPIC =
      new Key<>(
          "apple.topic",
          TOPIC_KIND,
          "",
          "The topic of the push certificate: the UID in its subject. Enrolment profiles need it.");

  static final Key<String> NAME =
      new Key<>(
          "apple.name",
          Kinds.text(64),
          "Fleetwire",
          "Whose management an enrolment profile says it is.");

  static final Key<Boolean> SIGN_PROFILE =
      new Key<>(
          "apple.sign-profile",
          Kinds.BOOLEAN,
          "false",
          "Whether enrolment profiles are signed by the authority that issues the devices'"
              + " certificates. Devices that do not know it say that the profile is not verified.");

  static final Key<Boolean> SIGN_MESSAGES =
      new Key<>(
          "apple.sign-messages",
          Kinds.BOOLEAN,
          "true",
          "Whether enrolment profiles have devices sign every message (`SignMessage`), which is"
              + " about 2 kB and most of the work of a request. Not needed where devices show their"
              + " certificate to this server (`server.tls.listen`) or to a proxy that hands it on"
              + " (`apple.proxies`); without either it is all by which they are known. Devices"
              + " that have enrolled keep to what their profile said.");

  static final Key<Duration> CHALLENGE_LIFETIME =
      new Key<>(
          "apple.challenge-lifetime",
          Kinds.duration("1m", "90d"),
          "24h",
          "How long after its download an enrolment profile can be installed.");

  static final Key<String> IDENTITY =
      new Key<>(
          "apple.identity",
          Kinds.oneOf("scep", "acme"),
          "scep",
          "How enrolment profiles have devices get their certificates: by SCEP, with a key of RSA,"
              + " or by ACME, with a key that the device's hardware makes and has attested. Devices"
              + " that have enrolled in the other way go on.");

  static final Key<String> ACME_ATTESTATION =
      new Key<>(
          "apple.acme.attestation",
          Kinds.oneOf("required", "optional"),
          "required",
          "Whether ACME gives certificates only to keys that a device's maker attests. With"
              + " `optional` the one-time identifier of a profile is enough for a device that has"
              + " no attestation; one that is wrong is refused all the same.");

  static final Key<List<Path>> ACME_ROOTS_FILE =
      new Key<>(
          "apple.acme.roots-file",
          Kinds.OPTIONAL_PATH,
          "",
          "A file of PEM certificates that attestations must lead to, in the place of Apple's own"
              + " (Apple Enterprise Attestation Root CA, which this server knows).");

  static final Key<List<String>> PROXIES =
      new Key<>(
          "apple.proxies",
          Kinds.CIDRS,
          "",
          "Proxies that speak TLS for this server and hand on the certificate that a device has"
              + " shown. From everybody else the header is ignored.");

  static final Key<String> CERTIFICATE_HEADER =
      new Key<>(
          "apple.certificate-header",
          HEADER_KIND,
          "Client-Cert",
          "The header in which these proxies hand it on. They must remove it from what they"
              + " receive. RFC 9440, escaped PEM, Envoy's form and bare base64 are understood.");

  static final Key<List<Path>> ISSUERS_FILE =
      new Key<>(
          "apple.issuers-file",
          Kinds.OPTIONAL_PATH,
          "",
          "A file of PEM certificates of further authorities whose certificates identify devices,"
              + " for fleets that were enrolled elsewhere.");

  static final Key<String> UNKNOWN_DEVICE =
      new Key<>(
          "apple.unknown-device",
          Kinds.oneOf("keep", "unenroll"),
          "keep",
          "What becomes of a device of which the backend says `UnknownDevice`: it is refused, or it"
              + " is unenrolled and loses all that it got by being enrolled.");

  static final Key<String> UNENROLL_BY =
      new Key<>(
          "apple.unenroll-by",
          Kinds.oneOf("auto", "403", "401"),
          "auto",
          "How a device is told to unenrol: 403 with Apple's error, which systems since iOS 17 and"
              + " macOS 14 understand, 401, or what fits its version.");

  static final Key<String> ENROLL_ACCESS =
      new Key<>(
          "apple.enroll.access",
          Kinds.oneOf("open", "code"),
          "open",
          "Who may download an enrolment profile: whoever asks, or who brings a code (`?code=`),"
              + " which `fleetwire apple --enroll-code` makes and which is good as long as"
              + " `apple.challenge-lifetime` says.");

  static final Key<String> WEBHOOK_SIGNATURE =
      new Key<>(
          "apple.webhook-signature",
          Kinds.oneOf("none", "hmac", "ed25519", "jws"),
          "hmac",
          "How the backend knows that it is asked by this server. `hmac` and `ed25519` sign as"
              + " Standard Webhooks has it, `jws` adds a detached JSON Web Signature in"
              + " `Fleetwire-Jws`. `fleetwire apple --key` shows what verifies.");

  static final Key<Duration> WEBHOOK_TIMEOUT =
      new Key<>(
          "apple.webhook-timeout",
          Kinds.duration("1s", "30s"),
          "10s",
          "How long the backend may take for one answer while a device waits.");

  static final Key<Integer> WEBHOOK_CONCURRENCY_MAX =
      new Key<>(
          "apple.webhook-concurrency-max",
          Kinds.integer(1, 100_000),
          "1024",
          "How many questions to the backend may be under way at a time. Devices beyond that are"
              + " told to come again.");

  static final List<Key<?>> ALL =
      List.of(
          WEBHOOK_URL,
          ORGANIZATION,
          TOPIC,
          NAME,
          SIGN_PROFILE,
          SIGN_MESSAGES,
          CHALLENGE_LIFETIME,
          IDENTITY,
          ACME_ATTESTATION,
          ACME_ROOTS_FILE,
          PROXIES,
          CERTIFICATE_HEADER,
          ISSUERS_FILE,
          UNKNOWN_DEVICE,
          UNENROLL_BY,
          ENROLL_ACCESS,
          WEBHOOK_SIGNATURE,
          WEBHOOK_TIMEOUT,
          WEBHOOK_CONCURRENCY_MAX);

  private AppleKeys() {}

  private static List<URI> url(String text) throws BadSetting {
    if (text.isEmpty()) {
      return List.of();
    }
    return switch (CallbackUrl.check(text)) {
      case CallbackUrl.Unfit(String reason) ->
          throw new BadSetting("the address " + reason + "; write " + WEBHOOK.form());
      case CallbackUrl.Fit(URI url) -> {
        if (url.getRawQuery() != null) {
          throw new BadSetting("the address must not have a query (?...)");
        }
        yield List.of(url);
      }
    };
  }

  private static String topic(String text) throws BadSetting {
    // Devices refuse a profile whose topic begins otherwise.
    if (!text.isEmpty() && !text.matches("com\\.apple\\.mgmt\\.[A-Za-z0-9.-]{1,100}")) {
      throw new BadSetting("write " + TOPIC_KIND.form());
    }
    return text;
  }

  private static String header(String text) throws BadSetting {
    if (!text.matches("[A-Za-z0-9-]{1,64}")) {
      throw new BadSetting("write " + HEADER_KIND.form() + ", such as Client-Cert");
    }
    return text;
  }
}

package io.fleetwire.server;

import io.fleetwire.server.Kind.BadSetting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes a {@link Config} of layers, of which later ones win, and collects every fault on the way.
final class ConfigReader {
  private final Map<String, Layer.Entry> entries = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final Map<String, String> retired;

  private ConfigReader(List<Layer> layers, Map<String, String> retired) {
    this.retired = retired;
    for (Layer layer : layers) {
      faults.addAll(layer.faults());
      layer.entries().forEach(this::take);
    }
  }

  /// What became of the reading.
  sealed interface Answer {

    record Good(Config config) implements Answer {}

    /// Nothing may start. Each fault says what to do.
    record Refused(List<String> faults) implements Answer {
      public Refused {
        faults = List.copyOf(faults);
      }
    }
  }

  static Answer read(List<Layer> layers) {
    return read(layers, Keys.RETIRED);
  }

  /// `retired` maps settings of earlier versions to what to do instead.
  static Answer read(List<Layer> layers, Map<String, String> retired) {
    ConfigReader reader = new ConfigReader(layers, retired);
    Config config = reader.config();
    reader.checkTogether(config);
    return reader.faults.isEmpty() ? new Answer.Good(config) : new Answer.Refused(reader.faults);
  }

  private void take(Layer.Entry entry) {
    boolean known = Keys.ALL.stream().anyMatch(key -> key.name().equals(entry.key()));
    if (known) {
      entries.put(entry.key(), entry);
      return;
    }
    String instead = retired.get(entry.key());
    faults.add(
        "there is no setting "
            + entry.key()
            + " (in "
            + entry.place()
            + ")"
            + (instead == null
                ? Layer.hint(entry.key(), Keys.ALL.stream().map(Key::name))
                : " any more; " + instead));
  }

  private Config config() {
    Path dataDir = get(Keys.DATA_DIR);
    return new Config(
        new Config.Server(
            get(Keys.LISTEN),
            new Config.Tls(
                get(Keys.TLS_LISTEN), get(Keys.TLS_CERTIFICATE_FILE), get(Keys.TLS_KEY_FILE)),
            get(Keys.PUBLIC_URL),
            get(Keys.CONNECTIONS_MAX),
            get(Keys.DRAIN)),
        dataDir,
        Databases.home(dataDir, get(Keys.DATABASE_URL), get(Keys.DATABASE_PASSWORD)),
        new Config.Egress(
            get(EgressKeys.ALLOW),
            get(EgressKeys.DENY),
            get(EgressKeys.CA_FILE),
            new Config.Proxy(
                get(EgressKeys.PROXY),
                get(EgressKeys.PROXY_CREDENTIALS),
                get(EgressKeys.PROXY_EXCEPT))),
        new Config.Kwn(
            get(Keys.KWN_SIGNATURE),
            Integer.parseInt(get(Keys.KWN_CREATED_STATUS)),
            get(Keys.KWN_HTTPS_ONLY),
            certificate()),
        new Config.Kdms(get(Keys.KDMS_LUHN)),
        new Config.Lab(get(Keys.LAB_HOST_PATIENCE), get(Keys.LAB_HISTORY_KEPT)),
        new Config.OAuth(
            get(Keys.OAUTH_ISSUER), get(Keys.OAUTH_KEY_LIFETIME), get(Keys.OAUTH_REFRESH_LIFETIME)),
        new Config.Engine(
            get(Keys.ENGINE_HELD_MAX),
            get(Keys.ENGINE_HELD_BYTES_MAX),
            get(Keys.ENGINE_HELD_PER_ENDPOINT_MAX),
            get(Keys.ENGINE_ATTEMPTS_MAX),
            get(Keys.ENGINE_GRACE),
            get(Keys.ENGINE_KEEP_OUTSTANDING),
            get(Keys.ENGINE_KEEP_LOG)),
        new Config.Log(get(Keys.LOG_FORMAT), get(Keys.LOG_LEVEL)),
        apple(),
        agent());
  }

  private Config.Apple apple() {
    return new Config.Apple(
        get(AppleKeys.WEBHOOK_URL),
        get(AppleKeys.ORGANIZATION),
        get(AppleKeys.TOPIC),
        get(AppleKeys.NAME),
        get(AppleKeys.SIGN_PROFILE),
        get(AppleKeys.SIGN_MESSAGES),
        get(AppleKeys.CHALLENGE_LIFETIME),
        new Config.Acme(
            get(AppleKeys.IDENTITY),
            get(AppleKeys.ACME_ATTESTATION).equals("required"),
            get(AppleKeys.ACME_ROOTS_FILE)),
        get(AppleKeys.PROXIES),
        get(AppleKeys.CERTIFICATE_HEADER),
        get(AppleKeys.ISSUERS_FILE),
        get(AppleKeys.UNKNOWN_DEVICE),
        get(AppleKeys.UNENROLL_BY),
        get(AppleKeys.ENROLL_ACCESS).equals("code"),
        get(AppleKeys.WEBHOOK_SIGNATURE),
        get(AppleKeys.WEBHOOK_TIMEOUT),
        get(AppleKeys.WEBHOOK_CONCURRENCY_MAX),
        new Config.Push(get(PushKeys.CERTIFICATE_FILE), get(PushKeys.KEY_FILE), get(PushKeys.URL)));
  }

  private Config.Agent agent() {
    return new Config.Agent(
        get(AgentKeys.SERVER),
        get(AgentKeys.LOGIN),
        get(AgentKeys.KEY_FILE),
        get(AgentKeys.HOST),
        get(AgentKeys.ADB),
        get(AgentKeys.USBMUXD),
        get(AgentKeys.DATA_DIR),
        get(AgentKeys.REPORTS_MAX));
  }

  private Config.Certificate certificate() {
    return new Config.Certificate(
        get(Keys.KWN_CERTIFICATE_NAME),
        get(Keys.KWN_CERTIFICATE_ORGANIZATION),
        get(Keys.KWN_CERTIFICATE_VALIDITY),
        get(Keys.KWN_CERTIFICATE_RENEW_BEFORE),
        get(Keys.KWN_CERTIFICATE_OVERLAP));
  }

  // What each setting alone cannot tell.
  private void checkTogether(Config config) {
    Config.Certificate certificate = config.kwn().certificate();
    if (certificate.validity().toTotalMonths() < 12) {
      faults.add(Keys.KWN_CERTIFICATE_VALIDITY.name() + ": write a year or more, such as 3y");
    }
    if (certificate.renewBefore().compareTo(certificate.overlap()) <= 0) {
      faults.add(
          Keys.KWN_CERTIFICATE_RENEW_BEFORE.name()
              + ": write a longer time than that of "
              + Keys.KWN_CERTIFICATE_OVERLAP.name());
    }
    if (config.engine().keepLog().compareTo(config.engine().keepOutstanding()) <= 0) {
      faults.add(
          Keys.ENGINE_KEEP_LOG.name()
              + ": write a longer time than that of "
              + Keys.ENGINE_KEEP_OUTSTANDING.name());
    }
  }

  private static String shown(Key<?> key, String text) {
    return key.kind().isSecret() ? "******" : Databases.shown(text);
  }

  private <T> T get(Key<T> key) {
    Layer.Entry entry = entries.get(key.name());
    if (entry != null) {
      try {
        return key.kind().read(entry.text().strip());
      } catch (BadSetting e) {
        faults.add(
            "%s = \"%s\" (in %s): %s"
                .formatted(key.name(), shown(key, entry.text()), entry.place(), e.getMessage()));
      }
    }
    try {
      return key.kind().read(key.fallback());
    } catch (BadSetting e) {
      throw new AssertionError("the default of " + key.name() + " is wrong", e);
    }
  }
}

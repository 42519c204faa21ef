package io.fleetwire.server;

import io.fleetwire.access.AccessSettings;
import io.fleetwire.access.PasswordCost;
import io.fleetwire.access.ScopeCatalogue;
import io.fleetwire.api.ApiScopes;
import io.fleetwire.apple.PushScopes;
import io.fleetwire.egress.AddressPolicy;
import io.fleetwire.egress.Cidr;
import io.fleetwire.egress.EgressSettings;
import io.fleetwire.egress.ForwardProxy;
import io.fleetwire.egress.Trust;
import io.fleetwire.engine.DeliveryLimits;
import io.fleetwire.engine.EngineLimits;
import io.fleetwire.engine.SchedulerLimits;
import io.fleetwire.knox.CertificateSettings;
import io.fleetwire.knox.KnoxSettings;
import io.fleetwire.knox.SignatureEncoding;
import io.fleetwire.lab.LabSettings;
import io.fleetwire.web.WebSettings;
import io.fleetwire.web.WebSettings.Patience;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the configuration means to each room. Pure.
final class Rooms {
  private Rooms() {}

  static WebSettings web(Config.Server server) {
    Patience usual = Patience.STANDARD;
    return new WebSettings(
        server.listen(),
        server.connectionsMax(),
        new Patience(usual.idle(), usual.head(), usual.body(), usual.write(), server.drain()));
  }

  static EgressSettings egress(Config.Egress egress, BuildFacts build) {
    EgressSettings settings =
        EgressSettings.standard(build.version())
            .withPolicy(AddressPolicy.of(blocks(egress.allow()), blocks(egress.deny())));
    EgressSettings trusting =
        egress
            .caFile()
            .map(file -> settings.withTrust(new Trust.PlatformAnd(file)))
            .orElse(settings);
    return proxy(egress.proxy()).map(trusting::withProxy).orElse(trusting);
  }

  private static Optional<ForwardProxy> proxy(Config.Proxy proxy) {
    Map<Boolean, List<String>> except =
        proxy.except().stream().collect(Collectors.partitioningBy(EgressKeys::isBlock));
    return proxy.urls().stream()
        .map(
            url ->
                new ForwardProxy(
                    url.getHost().replaceAll("[\\[\\]]", ""),
                    url.getPort(),
                    proxy.credentials().stream().findFirst(),
                    blocks(except.getOrDefault(true, List.of())),
                    except.getOrDefault(false, List.of())))
        .findFirst();
  }

  static EngineLimits limits(Config.Engine engine) {
    return new EngineLimits(
        new SchedulerLimits(
            engine.heldMax(),
            engine.heldBytesMax(),
            engine.heldPerEndpointMax(),
            engine.attemptsMax()),
        new DeliveryLimits(engine.keepOutstanding(), engine.keepLog()));
  }

  static KnoxSettings knox(Config config) {
    Config.Kwn kwn = config.kwn();
    Config.Certificate certificate = kwn.certificate();
    return new KnoxSettings(
        SignatureEncoding.valueOf(kwn.signature().toUpperCase(Locale.ROOT)),
        new CertificateSettings(
            certificate.name(),
            certificate.organization(),
            certificate.validity(),
            certificate.renewBefore(),
            certificate.overlap()),
        KnoxSettings.ImeiCheck.valueOf(config.kdms().luhn().toUpperCase(Locale.ROOT)),
        kwn.httpsOnly() ? KnoxSettings.CallbackUrls.HTTPS_ONLY : KnoxSettings.CallbackUrls.HTTP_TOO,
        kwn.createdStatus());
  }

  static LabSettings lab(Config.Lab lab) {
    return new LabSettings(lab.hostPatience(), lab.historyKept());
  }

  /// All scopes of all rooms.
  static ScopeCatalogue scopes() {
    return ScopeCatalogue.knox().with(ApiScopes.ALL).with(PushScopes.ALL);
  }

  static AccessSettings access(Config.OAuth oauth) {
    return new AccessSettings(
        oauth.issuer(),
        scopes(),
        oauth.keyLifetime(),
        oauth.refreshLifetime(),
        PasswordCost.STANDARD);
  }

  private static List<Cidr> blocks(List<String> texts) {
    return texts.stream().map(Cidr::parse).toList();
  }
}

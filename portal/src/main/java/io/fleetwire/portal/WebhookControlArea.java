package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.callback.Authentication;
import io.fleetwire.callback.OptionsFault;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.LogCursor;
import io.fleetwire.engine.Secret;
import io.fleetwire.lab.LabDesks;
import io.fleetwire.lab.Webhook;
import io.fleetwire.web.Form;
import io.fleetwire.web.Handler;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the vendor's page says that it does not have: a webhook is paused, tried out, given
/// credentials and signatures, and what was sent to it is shown. Thread-safe.
final class WebhookControlArea implements Area {
  /// Fits a screen; the page of deliveries has the rest.
  private static final int DELIVERIES = 20;

  private static final List<String> CREDENTIALS = List.of("type", "user", "headerName");

  private final Pages pages;
  private final LabDesks lab;
  private final WebhookPorts ports;
  private final InstantSource clock;

  WebhookControlArea(Pages pages, LabDesks lab, WebhookPorts ports, InstantSource clock) {
    this.pages = pages;
    this.lab = lab;
    this.ports = ports;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(WebhookArea.ONE + "/control", Set.of(Permission.SETTINGS), this::control),
        post("/pause", this::pause),
        post("/resume", this::resume),
        post("/test", this::test),
        post("/credentials", this::authenticate),
        post("/sign", this::sign),
        post("/unsign", this::stopSigning));
  }

  private static Route post(String part, Handler handler) {
    return Paths.post(WebhookArea.ONE + "/control" + part, Set.of(Permission.SETTINGS), handler);
  }

  private Reply control(Request request) {
    return show(200, request, Fields.EMPTY, "");
  }

  private Reply pause(Request request) {
    Webhook webhook = known(request);
    lab.controls().pause(request.principal(), webhook.id());
    return back(webhook, "Paused. What happens is kept, and sent once you resume it.");
  }

  private Reply resume(Request request) {
    Webhook webhook = known(request);
    lab.controls().resume(request.principal(), webhook.id());
    return back(webhook, "Resumed. What was kept is being sent, in order.");
  }

  private Reply test(Request request) {
    Webhook webhook = known(request);
    lab.controls().test(request.principal(), webhook.id(), request.requestId());
    return back(webhook, "A test is on its way.");
  }

  private Reply authenticate(Request request) {
    Webhook webhook = known(request);
    Form form = request.form();
    Optional<List<OptionsFault>> faults =
        lab.controls().authenticate(request.principal(), webhook.id(), authentication(form));
    if (faults.isPresent() && !faults.get().isEmpty()) {
      Fields fields = Fields.read(form, CREDENTIALS);
      for (OptionsFault fault : faults.get()) {
        fields = fields.withFault("credentials", fault.message() + ".");
      }
      return show(422, request, fields, "");
    }
    return back(webhook, "The next callback shows these credentials.");
  }

  private static Authentication authentication(Form form) {
    Secret secret = new Secret(form.find("secret").orElse(""));
    return switch (form.find("type").orElse("none")) {
      case "basic" -> new Authentication.Basic(form.find("user").orElse(""), secret);
      case "bearer" -> new Authentication.Bearer(secret);
      case "header" -> new Authentication.ApiKeyHeader(form.find("headerName").orElse(""), secret);
      default -> new Authentication.None();
    };
  }

  /// The key is shown on this very answer and never again, so nothing leads away from it.
  private Reply sign(Request request) {
    Webhook webhook = known(request);
    SigningKey.Scheme scheme =
        request.form().find("scheme").filter("ed25519"::equals).isPresent()
            ? SigningKey.Scheme.ED25519
            : SigningKey.Scheme.HMAC;
    Optional<SigningKey> key = lab.controls().sign(request.principal(), webhook.id(), scheme);
    return show(200, request, Fields.EMPTY, key.map(k -> k.verifierText().reveal()).orElse(""));
  }

  private Reply stopSigning(Request request) {
    Webhook webhook = known(request);
    lab.controls().stopSigning(request.principal(), webhook.id());
    return back(webhook, "Callbacks are not signed any more.");
  }

  private Reply show(int status, Request request, Fields fields, String key) {
    Webhook webhook = known(request);
    Instant now = clock.instant();
    List<DeliveryLine> deliveries =
        ports
            .store()
            .log()
            .list(
                DeliveryQuery.of(webhook.organization()).to(Set.of(webhook.endpoint())),
                LogCursor.START,
                DELIVERIES)
            .entries()
            .stream()
            .map(entry -> DeliveryLine.of(entry, webhook.name(), now))
            .toList();
    WebhookControlView view =
        new WebhookControlView(
            WebhookRow.of(webhook, lab.controls().condition(webhook)),
            WebhookControlView.Proof.of(lab.controls().condition(webhook), key),
            fields,
            deliveries);
    return pages.show(
        status,
        request,
        Heading.below(
            Place.SETTINGS, webhook.name(), Place.SETTINGS.crumb(), SettingsTab.WEBHOOKS.crumb()),
        (out, frame) ->
            JteWebhookControlGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  private Reply back(Webhook webhook, String told) {
    return pages.goTo(WebhookArea.ALL + "/" + webhook.id() + "/control", told);
  }

  private Webhook known(Request request) {
    return WebhookArea.known(lab, request.principal(), request);
  }
}

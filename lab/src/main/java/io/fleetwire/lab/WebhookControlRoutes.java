package io.fleetwire.lab;

import io.fleetwire.access.Permission;
import io.fleetwire.callback.Authentication;
import io.fleetwire.callback.OptionsFault;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.engine.Secret;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.Handler;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Pausing webhooks, and how their callbacks prove who we are: what the vendor's page says that it
/// does not have.
final class WebhookControlRoutes {
  private static final BodyRule BODY = new BodyRule.Json(16 * 1024);
  private static final BodyRule NOTHING = new BodyRule.None();
  private static final String ONE = "/v2/webhooks/{webhookId}";

  private final WebhookControls controls;
  private final Webhooks webhooks;

  WebhookControlRoutes(WebhookControls controls, Webhooks webhooks) {
    this.controls = controls;
    this.webhooks = webhooks;
  }

  List<Route> routes() {
    return List.of(
        route(HttpMethod.PUT, "/pause", NOTHING, this::pause),
        route(HttpMethod.DELETE, "/pause", NOTHING, this::resume),
        route(HttpMethod.POST, "/test", NOTHING, this::test),
        route(HttpMethod.PUT, "/authentication", BODY, this::authenticate),
        route(HttpMethod.POST, "/signing-key", BODY, this::sign),
        route(HttpMethod.DELETE, "/signing-key", NOTHING, this::stopSigning));
  }

  private static Route route(HttpMethod method, String part, BodyRule body, Handler handler) {
    return new Route(
        method, ONE + part, new Authorization.Person(Permission.SETTINGS), body, handler);
  }

  private Reply pause(Request request) {
    return done(request, controls.pause(request.principal(), id(request)));
  }

  private Reply resume(Request request) {
    return done(request, controls.resume(request.principal(), id(request)));
  }

  private Reply test(Request request) {
    if (controls.test(request.principal(), id(request), request.requestId()).isEmpty()) {
      throw PathNumber.unknown("webhook", id(request));
    }
    return Reply.empty(202);
  }

  private Reply authenticate(Request request) {
    mustExist(request);
    JsonBody body = request.json();
    Authentication authentication = authentication(body);
    body.check();
    Optional<List<OptionsFault>> faults =
        controls.authenticate(request.principal(), id(request), authentication);
    if (faults.isPresent() && !faults.get().isEmpty()) {
      throw new ProblemException(
          new Problem.Invalid(
              faults.get().stream()
                  .map(
                      fault ->
                          new Problem.Fault(
                              fault.pointer().replaceFirst("^/authentication", ""),
                              fault.message()))
                  .toList()));
    }
    return done(request, faults);
  }

  private static Authentication authentication(JsonBody body) {
    return switch (body.string("type")) {
      case "none" -> {
        body.refuseOthers(Set.of("type"));
        yield new Authentication.None();
      }
      case "basic" -> {
        body.refuseOthers(Set.of("type", "user", "password"));
        yield new Authentication.Basic(body.string("user"), new Secret(body.string("password")));
      }
      case "bearer" -> {
        body.refuseOthers(Set.of("type", "token"));
        yield new Authentication.Bearer(new Secret(body.string("token")));
      }
      case "header" -> {
        body.refuseOthers(Set.of("type", "name", "value"));
        yield new Authentication.ApiKeyHeader(
            body.string("name"), new Secret(body.string("value")));
      }
      default -> {
        body.fault("type", "none, basic, bearer or header");
        yield new Authentication.None();
      }
    };
  }

  private Reply sign(Request request) {
    mustExist(request);
    JsonBody body = request.json();
    body.refuseOthers(Set.of("scheme"));
    SigningKey.Scheme scheme =
        switch (body.findString("scheme").orElse("hmac")) {
          case "hmac" -> SigningKey.Scheme.HMAC;
          case "ed25519" -> SigningKey.Scheme.ED25519;
          default -> {
            body.fault("scheme", "hmac or ed25519");
            yield SigningKey.Scheme.HMAC;
          }
        };
    body.check();
    SigningKey key =
        controls
            .sign(request.principal(), id(request), scheme)
            .orElseThrow(() -> PathNumber.unknown("webhook", id(request)));
    return Reply.json(
        201,
        LabJson.object(json -> json.writeStringProperty("verifyBy", key.verifierText().reveal())));
  }

  private Reply stopSigning(Request request) {
    return done(request, controls.stopSigning(request.principal(), id(request)));
  }

  private void mustExist(Request request) {
    if (webhooks.find(request.principal().organization(), id(request)).isEmpty()) {
      throw PathNumber.unknown("webhook", id(request));
    }
  }

  private static long id(Request request) {
    return PathNumber.of(request, "webhookId", "webhook");
  }

  private static Reply done(Request request, Optional<?> answer) {
    if (answer.isEmpty()) {
      throw PathNumber.unknown("webhook", id(request));
    }
    return Reply.empty(204);
  }
}

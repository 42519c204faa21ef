package io.fleetwire.api;

import io.fleetwire.callback.Authentication;
import io.fleetwire.callback.CallbackOptions;
import io.fleetwire.callback.OptionsFault;
import io.fleetwire.engine.AddressRule;
import io.fleetwire.engine.CallbackUrl;
import io.fleetwire.engine.Header;
import io.fleetwire.web.JsonBody;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads what somebody wants an endpoint to be, and collects all that is wrong with it. Pure.
final class EndpointReader {
  static final Set<String> MEMBERS =
      Set.of(
          "url",
          "description",
          "eventTypes",
          "conditions",
          "body",
          "headers",
          "authentication",
          "announceOrigin",
          "signature",
          "ordering",
          "retry",
          "timeouts",
          "concurrency",
          "ratePerSecond");

  private static final URI NOWHERE = URI.create("http://invalid.invalid/");

  private static final Map<String, String> PARTS =
      Map.of(
          "token_url", "tokenUrl",
          "client_id", "clientId",
          "client_secret", "clientSecret",
          "chain", "certificateChain",
          "key", "privateKey");

  private EndpointReader() {}

  /// The draft; throws a problem with every fault when there is one. `before` is how the endpoint
  /// proves who we are today, `rule` what must not be called.
  static EndpointDraft read(JsonBody body, Authentication before, AddressRule rule) {
    body.refuseOthers(MEMBERS);
    String form = Members.choice(body, "body", BodyForm.codes(), BodyForm.PLAIN.code());
    String signature =
        Members.choice(body, "signature", SignatureKind.codes(), SignatureKind.HMAC.code());
    EndpointDraft draft =
        new EndpointDraft(
            Members.text(body, "description", EndpointDraft.DESCRIPTION_LENGTH_MAX),
            new EndpointDraft.Address(url(body, rule), BodyForm.find(form).orElse(BodyForm.PLAIN)),
            FilterReader.read(body),
            PlanReader.read(body),
            options(body, before, rule),
            SignatureKind.find(signature).orElse(SignatureKind.HMAC));
    body.check();
    return draft;
  }

  private static URI url(JsonBody body, AddressRule rule) {
    return switch (CallbackUrl.check(body.string("url"), rule)) {
      case CallbackUrl.Fit(URI url) -> url;
      case CallbackUrl.Unfit(String reason) -> {
        body.fault("url", "the URL " + reason);
        yield NOWHERE;
      }
    };
  }

  private static CallbackOptions options(JsonBody body, Authentication before, AddressRule rule) {
    List<Header> headers = new ArrayList<>();
    Members.object(body, "headers")
        .ifPresent(
            object -> {
              for (Map.Entry<String, JsonNode> member : body.node("headers").properties()) {
                headers.add(new Header(member.getKey(), object.string(member.getKey())));
              }
            });
    CallbackOptions options =
        new CallbackOptions(
            headers, AuthenticationReader.read(body, before), body.bool("announceOrigin", false));
    options.faults(rule).forEach(fault -> note(body, headers, fault));
    return options;
  }

  /// Places in the options are those of our body, but that our headers go by name, and parts of an
  /// authentication by other names.
  private static void note(JsonBody body, List<Header> headers, OptionsFault fault) {
    String[] steps = fault.pointer().split("/", -1);
    if (steps.length < 3) {
      body.fault(steps[1], fault.message());
    } else if (steps[1].equals("headers")) {
      String name = headers.get(Integer.parseInt(steps[2])).name();
      body.object("headers").fault(name, fault.message());
    } else {
      body.object(steps[1]).fault(PARTS.getOrDefault(steps[2], steps[2]), fault.message());
    }
  }
}

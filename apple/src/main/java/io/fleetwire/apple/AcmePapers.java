package io.fleetwire.apple;

import io.fleetwire.apple.AcmeOrder.State;
import io.fleetwire.apple.AcmeProblem.Cause;
import io.fleetwire.pki.AcmeKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The objects of ACME as clients read them (RFC 8555, section 7.1). Immutable.
record AcmePapers(AcmeAddresses.Seen addresses) {
  /// Of RFC 4043, in draft-acme-device-attest.
  static final String IDENTIFIER_TYPE = "permanent-identifier";

  /// There is no `revokeCert` and no `keyChange`: a device is shut out by its pin, and an account
  /// ends with its orders.
  ObjectNode directory() {
    ObjectNode json =
        AppleJson.object()
            .put("newNonce", addresses.at("/new-nonce"))
            .put("newAccount", addresses.at("/new-account"))
            .put("newOrder", addresses.at("/new-order"));
    json.putObject("meta").put("externalAccountRequired", false);
    return json;
  }

  ObjectNode account(AcmeKey key) {
    return AppleJson.object()
        .put("status", "valid")
        .put("orders", addresses.account(key) + "/orders");
  }

  ObjectNode orders(List<AcmeOrder> orders) {
    ObjectNode json = AppleJson.object();
    ArrayNode urls = json.putArray("orders");
    orders.forEach(order -> urls.add(url(order)));
    return json;
  }

  String url(AcmeOrder order) {
    return addresses.at("/order/" + order.id());
  }

  ObjectNode order(AcmeOrder order) {
    ObjectNode json =
        AppleJson.object()
            .put("status", order.state().word())
            .put("expires", time(order.expiresAt()));
    json.putArray("identifiers").add(identifier(order));
    json.putArray("authorizations").add(addresses.at("/authorization/" + order.id()));
    json.put("finalize", url(order) + "/finalize");
    if (order.state() == State.VALID) {
      json.put("certificate", addresses.at("/certificate/" + order.id()));
    }
    if (order.state() == State.INVALID) {
      json.set("error", problem(order));
    }
    return json;
  }

  ObjectNode authorization(AcmeOrder order) {
    ObjectNode json =
        AppleJson.object().put("status", proven(order)).put("expires", time(order.expiresAt()));
    json.set("identifier", identifier(order));
    json.putArray("challenges").add(challenge(order));
    return json;
  }

  ObjectNode challenge(AcmeOrder order) {
    ObjectNode json =
        AppleJson.object()
            .put("type", "device-attest-01")
            .put("url", addresses.at("/challenge/" + order.id()))
            .put("status", proven(order))
            .put("token", order.token());
    order.validatedAt().ifPresent(at -> json.put("validated", time(at)));
    if (order.state() == State.INVALID) {
      json.set("error", problem(order));
    }
    return json;
  }

  /// An authorization and a challenge are valid as soon as the order is ready.
  private static String proven(AcmeOrder order) {
    return switch (order.state()) {
      case PENDING -> "pending";
      case READY, VALID -> "valid";
      case INVALID -> "invalid";
    };
  }

  private static ObjectNode identifier(AcmeOrder order) {
    return AppleJson.object().put("type", IDENTIFIER_TYPE).put("value", order.identifier().text());
  }

  private static ObjectNode problem(AcmeOrder order) {
    return AcmeProblem.of(Cause.BAD_ATTESTATION_STATEMENT, order.problem()).json();
  }

  /// RFC 3339, in whole seconds.
  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

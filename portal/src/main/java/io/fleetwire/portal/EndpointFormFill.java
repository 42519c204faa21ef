package io.fleetwire.portal;

import io.fleetwire.api.EndpointDesk;
import io.fleetwire.callback.Authentication;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.callback.SigningKeys;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.TypePattern;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Fills the form of an endpoint with what it is; secrets are left out. Pure.
final class EndpointFormFill {
  private EndpointFormFill() {}

  /// What most people want.
  static Fields fresh() {
    return Fields.of(
        Map.of(
            "patterns", "",
            "body", "plain",
            "auth", "none",
            "signature", "hmac",
            "ordering", "unordered",
            "clientProof", "basic"));
  }

  static Fields of(EndpointDesk.View view, List<String> knownTypes) {
    Endpoint endpoint = view.endpoint();
    Map<String, String> values = new HashMap<>();
    values.put("url", endpoint.target().url().toString());
    values.put("description", view.note().description());
    types(endpoint, knownTypes, values);
    values.put(
        "conditions", String.join("\n", ConditionLines.print(endpoint.filter().conditions())));
    values.put("body", endpoint.target().reference());
    values.put(
        "headers",
        view.options().headers().stream()
            .map(header -> header.name() + ": " + header.value())
            .collect(Collectors.joining("\n")));
    values.put("announce", view.options().announcesOrigin() ? "on" : "");
    values.put("signature", view.keys().map(EndpointFormFill::scheme).orElse("none"));
    values.put(
        "ordering",
        switch (endpoint.plan().ordering()) {
          case UNORDERED -> "unordered";
          case BY_SUBJECT -> "ordered";
          case LATEST -> "latest";
        });
    values.put("version", Long.toString(view.note().version()));
    authentication(view.options().authentication(), values);
    plan(endpoint.plan(), values);
    return Fields.of(values);
  }

  private static String scheme(SigningKeys keys) {
    return keys.current().scheme() == SigningKey.Scheme.HMAC ? "hmac" : "ed25519";
  }

  private static void types(
      Endpoint endpoint, List<String> knownTypes, Map<String, String> values) {
    List<String> all = endpoint.filter().types().stream().map(TypePattern::text).sorted().toList();
    all.stream()
        .filter(knownTypes::contains)
        .forEach(name -> values.put(EndpointForm.TYPE + name, "on"));
    values.put(
        "patterns",
        all.stream().filter(name -> !knownTypes.contains(name)).collect(Collectors.joining(", ")));
  }

  private static void authentication(Authentication authentication, Map<String, String> values) {
    values.put("clientProof", "basic");
    switch (authentication) {
      case Authentication.None() -> values.put("auth", "none");
      case Authentication.Basic basic -> {
        values.put("auth", "basic");
        values.put("user", basic.user());
      }
      case Authentication.Bearer _ -> values.put("auth", "bearer");
      case Authentication.ApiKeyHeader key -> {
        values.put("auth", "header");
        values.put("headerName", key.name());
      }
      case Authentication.OAuth2ClientCredentials it -> {
        values.put("auth", "oauth2");
        values.put("tokenUrl", it.tokenUrl());
        values.put("clientId", it.clientId());
        values.put("scope", it.scope());
        values.put(
            "clientProof", it.proof() == Authentication.ClientProof.BASIC ? "basic" : "body");
      }
      case Authentication.MutualTls tls -> {
        values.put("auth", "mutualTls");
        values.put("chain", tls.chainPem());
      }
    }
  }

  private static void plan(DeliveryPlan plan, Map<String, String> values) {
    boolean isUsual = plan.retries().delays().equals(RetryPlan.STANDARD.delays());
    values.put("delays", isUsual ? "" : DurationList.print(plan.retries().delays()));
    values.put(
        "giveUp", plan.retries().clientErrors() == RetryPlan.ClientErrors.GIVE_UP ? "on" : "");
    values.put("connect", time(plan.budgets().connect()));
    values.put("firstByte", time(plan.budgets().firstByte()));
    values.put("total", time(plan.budgets().total()));
    values.put("concurrency", Integer.toString(plan.concurrencyMax()));
    values.put(
        "rate",
        plan.ratePerSecondMax() == DeliveryPlan.UNLIMITED
            ? ""
            : EndpointFacts.number(plan.ratePerSecondMax()));
  }

  private static String time(Duration duration) {
    return DurationList.print(List.of(duration));
  }
}

package io.fleetwire.api;

import io.fleetwire.callback.CallbackOptions;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.callback.SigningKeys;
import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.Condition;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.EndpointHealth;
import io.fleetwire.engine.EndpointState;
import io.fleetwire.engine.EventFilter;
import io.fleetwire.engine.Operator;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.TypePattern;
import io.fleetwire.web.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes endpoints as callers see them. Pure.
final class EndpointJson {
  private EndpointJson() {}

  /// What a caller may change, as {@link EndpointReader} reads it; secrets are left out.
  static ObjectNode configuration(EndpointDesk.View view) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("url", view.endpoint().target().url().toString());
    json.put("description", view.note().description());
    filter(json, view.endpoint().filter());
    json.put("body", view.endpoint().target().reference());
    options(json, view.options());
    json.put("signature", SignatureKind.of(view.keys()).code());
    plan(json, view.endpoint().plan());
    return json;
  }

  /// The whole endpoint. A fresh secret is shown this once.
  static ObjectNode whole(EndpointDesk.View view, Standing standing, boolean fresh) {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", view.note().id().toString());
    json.setAll(configuration(view));
    state(json, standing.state());
    health(json, standing.health());
    view.keys().ifPresent(keys -> keys(json, keys, standing.now(), fresh));
    json.put("version", view.note().version());
    json.put("createdAt", view.note().createdAt().toString());
    json.put("changedAt", view.note().changedAt().toString());
    return json;
  }

  /// What the engine knows of an endpoint, and when it was asked.
  record Standing(EndpointState state, EndpointHealth health, Instant now) {}

  private static void keys(ObjectNode json, SigningKeys keys, Instant now, boolean fresh) {
    switch (keys.current().scheme()) {
      case ED25519 -> json.put("verificationKey", keys.current().verifierText().reveal());
      case HMAC -> {
        if (fresh) {
          json.put("signingSecret", keys.current().text().reveal());
        }
      }
    }
    json.put("signingSince", keys.since().toString());
    ArrayNode retiring = json.putArray("retiringKeys");
    for (SigningKeys.Retiring old : keys.retiring()) {
      if (now.isBefore(old.until())) {
        ObjectNode entry = retiring.addObject();
        entry.put("until", old.until().toString());
        if (old.key().scheme() == SigningKey.Scheme.ED25519) {
          entry.put("verificationKey", old.key().verifierText().reveal());
        }
      }
    }
  }

  static void state(ObjectNode json, EndpointState state) {
    switch (state) {
      case EndpointState.Active() -> json.put("state", "active");
      case EndpointState.Paused(Instant since) ->
          json.put("state", "paused").put("stateSince", since.toString());
      case EndpointState.Disabled(Instant since, EndpointState.Reason reason) ->
          json.put("state", "disabled")
              .put("stateSince", since.toString())
              .put("stateReason", reason.word());
    }
  }

  static void health(ObjectNode json, EndpointHealth health) {
    switch (health) {
      case EndpointHealth.Well() -> json.put("health", "well");
      case EndpointHealth.Doubtful(Instant since) ->
          json.put("health", "doubtful").put("failingSince", since.toString());
      case EndpointHealth.Failing(Instant since) ->
          json.put("health", "failing").put("failingSince", since.toString());
    }
  }

  private static void filter(ObjectNode json, EventFilter filter) {
    ArrayNode types = json.putArray("eventTypes");
    filter.types().stream().map(TypePattern::text).sorted().forEach(types::add);
    ArrayNode conditions = json.putArray("conditions");
    for (Condition condition : filter.conditions()) {
      ObjectNode entry = conditions.addObject().put("field", condition.facet());
      switch (condition.operator()) {
        case Operator.AnyOf(Set<String> allowed) -> values(entry.putArray("anyOf"), allowed);
        case Operator.NoneOf(Set<String> refused) -> values(entry.putArray("noneOf"), refused);
        case Operator.StartsWith(String prefix) -> entry.put("startsWith", prefix);
        case Operator.Exists(boolean expected) -> entry.put("exists", expected);
        case Operator.AtLeast(var bound) -> entry.put("atLeast", bound);
        case Operator.AtMost(var bound) -> entry.put("atMost", bound);
      }
    }
  }

  private static void values(ArrayNode array, Set<String> values) {
    values.stream().sorted().forEach(array::add);
  }

  private static void options(ObjectNode json, CallbackOptions options) {
    ObjectNode headers = json.putObject("headers");
    options.headers().forEach(header -> headers.put(header.name(), header.value()));
    AuthenticationReader.json(options.authentication())
        .ifPresent(authentication -> json.set("authentication", authentication));
    json.put("announceOrigin", options.announcesOrigin());
  }

  private static void plan(ObjectNode json, DeliveryPlan plan) {
    json.put("ordering", word(plan.ordering()));
    RetryPlan retries = plan.retries();
    ObjectNode retry = json.putObject("retry");
    ArrayNode delays = retry.putArray("delaysSeconds");
    for (Duration delay : retries.delays()) {
      if (delay.toMillis() % 1000 == 0) {
        delays.add(delay.toSeconds());
      } else {
        delays.add(delay.toMillis() / 1000.0);
      }
    }
    retry.put("jitter", retries.jitter());
    retry.put(
        "clientErrors",
        switch (retries.clientErrors()) {
          case RETRY -> "retry";
          case GIVE_UP -> "giveUp";
        });
    Budgets budgets = plan.budgets();
    json.putObject("timeouts")
        .put("connectMillis", budgets.connect().toMillis())
        .put("firstByteMillis", budgets.firstByte().toMillis())
        .put("totalMillis", budgets.total().toMillis())
        .put("answerBytes", budgets.bodyBytesMax());
    json.put("concurrency", plan.concurrencyMax());
    json.put("ratePerSecond", plan.ratePerSecondMax());
  }

  private static String word(Ordering ordering) {
    return switch (ordering) {
      case UNORDERED -> "unordered";
      case BY_SUBJECT -> "ordered";
      case LATEST -> "latest";
    };
  }
}

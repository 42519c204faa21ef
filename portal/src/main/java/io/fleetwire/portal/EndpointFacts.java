package io.fleetwire.portal;

import io.fleetwire.api.EndpointDesk;
import io.fleetwire.callback.Authentication;
import io.fleetwire.engine.DeliveryPlan;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.EndpointLoad;
import io.fleetwire.engine.Ordering;
import io.fleetwire.engine.RetryPlan;
import io.fleetwire.engine.TypePattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an endpoint is configured to be, and how it is being called, in words. Pure.
final class EndpointFacts {
  private EndpointFacts() {}

  static List<EndpointView.Fact> wishes(Endpoint endpoint, Optional<EndpointDesk.View> ours) {
    List<EndpointView.Fact> facts = new ArrayList<>();
    String types =
        endpoint.filter().types().stream()
            .map(TypePattern::text)
            .sorted()
            .collect(Collectors.joining(", "));
    add(facts, "Event types", types.isEmpty() ? "none" : types);
    if (!endpoint.filter().conditions().isEmpty()) {
      add(
          facts,
          "Only if",
          String.join("; ", ConditionLines.print(endpoint.filter().conditions())));
    }
    add(facts, "Order", ordering(endpoint.plan().ordering()));
    ours.ifPresent(view -> worn(facts, view));
    return facts;
  }

  private static void worn(List<EndpointView.Fact> facts, EndpointDesk.View view) {
    add(
        facts,
        "Body",
        switch (view.endpoint().target().reference()) {
          case "cloudevents" -> "CloudEvents, structured";
          case "cloudevents-binary" -> "CloudEvents, binary";
          default -> "the event's data as it is";
        });
    if (!view.options().headers().isEmpty()) {
      add(
          facts,
          "Headers",
          view.options().headers().stream()
              .map(header -> header.name() + ": " + header.value())
              .collect(Collectors.joining("; ")));
    }
    add(facts, "Authentication", authentication(view.options().authentication()));
  }

  static String authentication(Authentication authentication) {
    return switch (authentication) {
      case Authentication.None() -> "none";
      case Authentication.Basic basic -> "user name and password of " + basic.user();
      case Authentication.Bearer _ -> "bearer token";
      case Authentication.ApiKeyHeader key -> "key in the header " + key.name();
      case Authentication.OAuth2ClientCredentials it ->
          "OAuth 2.0 client " + it.clientId() + " at " + it.tokenUrl();
      case Authentication.MutualTls _ -> "client certificate (mutual TLS)";
    };
  }

  static String ordering(Ordering ordering) {
    return switch (ordering) {
      case UNORDERED -> "as it comes";
      case BY_SUBJECT -> "in order for each subject";
      case LATEST -> "the latest of each subject and type only";
    };
  }

  static List<EndpointView.Fact> limits(DeliveryPlan plan, EndpointLoad load, Instant now) {
    List<EndpointView.Fact> facts = new ArrayList<>();
    add(facts, "Requests in flight", load.inFlight() + " of " + load.slots() + " slots");
    add(facts, "Held in memory", Amounts.count(load.held(), "delivery", "deliveries"));
    if (load.pausedUntil().isAfter(now)) {
      add(facts, "Called again", Moment.of(load.pausedUntil(), now).relative());
    }
    add(facts, "At a time", "at most " + plan.concurrencyMax());
    add(
        facts,
        "Rate",
        plan.ratePerSecondMax() == DeliveryPlan.UNLIMITED
            ? "as fast as it answers"
            : "at most " + number(plan.ratePerSecondMax()) + " a second");
    add(facts, "Retries", retries(plan.retries()));
    add(
        facts,
        "Patience",
        Amounts.duration(plan.budgets().connect())
            + " to connect, "
            + Amounts.duration(plan.budgets().firstByte())
            + " to the first byte, "
            + Amounts.duration(plan.budgets().total())
            + " in all");
    return facts;
  }

  private static String retries(RetryPlan plan) {
    String attempts =
        plan.equals(RetryPlan.STANDARD)
            ? "the house's plan: 12 attempts over two and a half days"
            : Amounts.count(plan.delays().size(), "attempt", "attempts")
                + ", after "
                + DurationList.print(plan.delays());
    return plan.clientErrors() == RetryPlan.ClientErrors.GIVE_UP
        ? attempts + "; gives up at an answer of 4xx"
        : attempts;
  }

  /// Without a fraction where there is none.
  static String number(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private static void add(List<EndpointView.Fact> facts, String name, String text) {
    facts.add(new EndpointView.Fact(name, text));
  }
}

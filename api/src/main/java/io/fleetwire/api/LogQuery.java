package io.fleetwire.api;

import io.fleetwire.engine.DeliveryQuery;
import io.fleetwire.engine.DeliveryState;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Subject;
import io.fleetwire.engine.TypePattern;
import io.fleetwire.web.Json;
import io.fleetwire.web.JsonBody;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Problem.Fault;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Reads which deliveries somebody means: of a query with commas between values, or of a body.
/// Pure.
final class LogQuery {
  private static final String BACKWARDS = "required time after from";

  private LogQuery() {}

  /// `endpoint`, `type`, `subject`, `state`, `from` and `until` of the query.
  static DeliveryQuery of(Request request, OrganizationId organization) {
    Instant from = Times.of(request, "from", DeliveryQuery.BEGINNING);
    Instant until = Times.of(request, "until", DeliveryQuery.END);
    List<Fault> faults = new ArrayList<>();
    BiConsumer<String, String> fault = (name, text) -> faults.add(new Fault(name, text));
    DeliveryQuery query =
        DeliveryQuery.of(organization)
            .to(each("endpoint", words(request, "endpoint"), EndpointId::parse, fault))
            .ofTypes(each("type", words(request, "type"), LogQuery::pattern, fault))
            .about(each("subject", words(request, "subject"), LogQuery::subject, fault))
            .in(each("state", words(request, "state"), LogQuery::state, fault))
            .between(from, until);
    if (!from.isBefore(until)) {
      fault.accept("until", BACKWARDS);
    }
    if (!faults.isEmpty()) {
      throw new ProblemException(new Problem.Invalid(faults));
    }
    return query;
  }

  /// `types`, `subjects`, `states`, `from` and `until` of a body.
  static DeliveryQuery of(JsonBody body, OrganizationId organization) {
    Instant from = Times.of(body, "from", DeliveryQuery.BEGINNING);
    Instant until = Times.of(body, "until", DeliveryQuery.END);
    if (!from.isBefore(until)) {
      body.fault("until", BACKWARDS);
    }
    return DeliveryQuery.of(organization)
        .ofTypes(each("types", words(body, "types"), LogQuery::pattern, body::fault))
        .about(each("subjects", words(body, "subjects"), LogQuery::subject, body::fault))
        .in(each("states", words(body, "states"), LogQuery::state, body::fault))
        .between(from, until);
  }

  private static List<String> words(Request request, String name) {
    List<String> words =
        request.query(name).map(text -> List.of(text.split(","))).orElse(List.of());
    if (words.size() > DeliveryQuery.CHOICES_MAX) {
      throw Cursor.fault(name, "at most " + DeliveryQuery.CHOICES_MAX + " values");
    }
    return words;
  }

  /// Who leaves a list out means all; who sends an empty one has found nothing, and does not mean
  /// all.
  private static List<String> words(JsonBody body, String name) {
    if (body.node(name).isArray() && body.node(name).isEmpty()) {
      body.fault(name, "required one at least; leave it out for all");
    }
    return body.findStrings(name, DeliveryQuery.CHOICES_MAX);
  }

  private static <T> Set<T> each(
      String name,
      List<String> words,
      Function<String, Optional<T>> parse,
      BiConsumer<String, String> fault) {
    Set<T> found = new LinkedHashSet<>();
    for (String word : words) {
      Optional<T> value = parse.apply(word);
      value.ifPresent(found::add);
      if (value.isEmpty()) {
        fault.accept(name, complaint(name, word));
      }
    }
    return found;
  }

  private static String complaint(String name, String word) {
    String quoted = Json.mapper().writeValueAsString(word);
    return switch (name) {
      case "state", "states" ->
          quoted
              + " is no state; use "
              + String.join(
                  ", ", Arrays.stream(DeliveryState.values()).map(LogJson::word).toList());
      case "type", "types" -> FilterReader.noPattern(word);
      case "endpoint" -> quoted + " is no id of an endpoint";
      default -> "required 1 to " + Subject.LENGTH_MAX + " letters, not " + quoted;
    };
  }

  private static Optional<TypePattern> pattern(String text) {
    return TypePattern.isValid(text) ? Optional.of(new TypePattern(text)) : Optional.empty();
  }

  private static Optional<Subject> subject(String text) {
    return text.isBlank() || text.length() > Subject.LENGTH_MAX
        ? Optional.empty()
        : Optional.of(new Subject(text));
  }

  private static Optional<DeliveryState> state(String text) {
    return Arrays.stream(DeliveryState.values())
        .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst();
  }
}

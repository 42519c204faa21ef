package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The table of patterns against types, and of tests against values.
final class EventFilterTest {

  @ParameterizedTest
  @CsvSource({
    "device.added, device.added, true",
    "device.added, device.added.again, false",
    "device.added, device, false",
    "device.*, device.added, true",
    "device.*, device.state.changed, true",
    "device.*, device, false",
    "device.*, devices.added, false",
    "*, device.added, true",
    "*, X, true",
    "*, fleetwire.endpoint.failing, false",
    "fleetwire.*, fleetwire.endpoint.failing, true",
    "fleetwire.endpoint.*, fleetwire.endpoint.failing, true",
    "fleetwire.endpoint.*, fleetwire.delivery.exhausted, false",
    "fleetwire.endpoint.failing, fleetwire.endpoint.failing, true",
    "fleetwires.*, fleetwire.endpoint.failing, false",
  })
  void aPatternMeansAType(String pattern, String type, boolean expected) {
    assertThat(new TypePattern(pattern).matches(new EventType(type))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "*.*", ".*", "**", "device*", "de*.added", "*.added", "a.*.*"})
  void whatIsNoPatternIsRefused(String text) {
    assertThat(TypePattern.isValid(text)).isFalse();
    assertThatThrownBy(() -> new TypePattern(text)).isInstanceOf(AssertionError.class);
  }

  @Test
  void aPatternIsNoLongerThanAType() {
    assertThat(TypePattern.isValid("x".repeat(EventType.LENGTH_MAX))).isTrue();
    assertThat(TypePattern.isValid("x".repeat(EventType.LENGTH_MAX + 1))).isFalse();
  }

  static Stream<Arguments> everyOperator() {
    var anyOf = new Operator.AnyOf(Set.of("a", "b"));
    var noneOf = new Operator.NoneOf(Set.of("a", "b"));
    var startsWith = new Operator.StartsWith("ab");
    var exists = new Operator.Exists(true);
    var isAbsent = new Operator.Exists(false);
    var atLeast = new Operator.AtLeast(new BigDecimal("1.50"));
    var atMost = new Operator.AtMost(new BigDecimal("1e1"));
    return Stream.of(
        Arguments.of(anyOf, Set.of("b"), true),
        Arguments.of(anyOf, Set.of("c", "a"), true),
        Arguments.of(anyOf, Set.of("c"), false),
        Arguments.of(anyOf, Set.of(), false),
        Arguments.of(noneOf, Set.of("c"), true),
        Arguments.of(noneOf, Set.of("c", "a"), false),
        Arguments.of(noneOf, Set.of(), true),
        Arguments.of(startsWith, Set.of("abc"), true),
        Arguments.of(startsWith, Set.of("x", "ab"), true),
        Arguments.of(startsWith, Set.of("a"), false),
        Arguments.of(startsWith, Set.of(), false),
        Arguments.of(exists, Set.of(""), true),
        Arguments.of(exists, Set.of(), false),
        Arguments.of(isAbsent, Set.of("x"), false),
        Arguments.of(isAbsent, Set.of(), true),
        Arguments.of(atLeast, Set.of("1.5"), true),
        Arguments.of(atLeast, Set.of("1.49", "2"), true),
        Arguments.of(atLeast, Set.of("1.49"), false),
        Arguments.of(atLeast, Set.of("many"), false),
        Arguments.of(atLeast, Set.of(""), false),
        Arguments.of(atLeast, Set.of("1e999999999"), false),
        Arguments.of(atLeast, Set.of("9".repeat(65)), false),
        Arguments.of(atMost, Set.of("10.000"), true),
        Arguments.of(atMost, Set.of("-3"), true),
        Arguments.of(atMost, Set.of("10.001"), false),
        Arguments.of(atMost, Set.of(), false));
  }

  @ParameterizedTest
  @MethodSource("everyOperator")
  void anOperatorIsHeldAgainstAllValues(Operator operator, Set<String> values, boolean expected) {
    assertThat(operator.holds(values)).isEqualTo(expected);
  }

  @Test
  void aFilterWantsOneOfItsTypesAndAllOfItsConditions() {
    EventFilter filter =
        new EventFilter(
            Set.of(new TypePattern("device.*"), new TypePattern("host.down")),
            List.of(
                new Condition("subject", new Operator.StartsWith("R58")),
                new Condition("model", new Operator.AnyOf(Set.of("S24")))));
    Facets facets = facet -> Map.of("model", Set.of("S24")).getOrDefault(facet, Set.of());
    assertThat(filter.matches(event("device.added", "R58X"), facets)).isTrue();
    assertThat(filter.matches(event("host.down", "R58X"), facets)).isTrue();
    assertThat(filter.matches(event("host.up", "R58X"), facets)).isFalse();
    assertThat(filter.matches(event("device.added", "R57X"), facets)).isFalse();
    assertThat(filter.matches(event("device.added", "R58X"), Facets.NONE)).isFalse();
  }

  @Test
  void typeAndSubjectAreNeverLookedUp() {
    EventFilter filter =
        new EventFilter(
            Set.of(new TypePattern("*")),
            List.of(
                new Condition("type", new Operator.AnyOf(Set.of("device.added"))),
                new Condition("subject", new Operator.AnyOf(Set.of("R58X")))));
    List<String> asked = new ArrayList<>();
    Facets nosy =
        facet -> {
          asked.add(facet);
          return Set.of();
        };
    assertThat(filter.matches(event("device.added", "R58X"), nosy)).isTrue();
    assertThat(asked).isEmpty();
  }

  @Test
  void aFacetIsLookedUpOnlyWhenTheTypeIsWanted() {
    EventFilter filter =
        new EventFilter(
            Set.of(new TypePattern("device.added")),
            List.of(new Condition("model", new Operator.Exists(true))));
    Facets mustNotBeAsked =
        facet -> {
          throw new AssertionError(facet);
        };
    assertThat(filter.matches(event("device.removed", "R58X"), mustNotBeAsked)).isFalse();
  }

  @Test
  void filtersAreBounded() {
    Condition any = new Condition("a", new Operator.Exists(true));
    List<Condition> many = Collections.nCopies(EventFilter.CONDITIONS_MAX + 1, any);
    assertThatThrownBy(() -> new EventFilter(Set.of(), many)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> new Operator.AnyOf(Set.of())).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> new Operator.StartsWith("x".repeat(256)))
        .isInstanceOf(AssertionError.class);
  }

  private static NewEvent event(String type, String subject) {
    return new NewEvent(
        new OrganizationId(1),
        new EventType(type),
        new Subject(subject),
        new TraceId("trace"),
        Instant.EPOCH,
        new Payload("application/json", new byte[0]));
  }
}

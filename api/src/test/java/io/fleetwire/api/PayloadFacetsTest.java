package io.fleetwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PayloadFacetsTest {
  private static final String DATA =
      """
      {"a":{"b":1.50,"c":true,"n":null},"list":[{"s":"x"},{"s":"y"},{"t":1}],"tags":["p","q",{}],
       "a/b":"slash","m~n":"tilde","":"empty"}
      """;

  @ParameterizedTest
  @CsvSource({
    "data.a.b, 1.5",
    "data.a.c, true",
    "data.a.n, ''",
    "data.a, ''",
    "data.none.b, ''",
    "data.list.s, 'x,y'",
    "data.list.t, 1",
    "data.tags, 'p,q'",
    "/a/b, 1.5",
    "/list/1/s, y",
    "/list/s, ''",
    "/list/9/s, ''",
    "/list/01/s, ''",
    "/a~1b, slash",
    "/m~0n, tilde",
    "/, empty",
    "source, /g/7",
    "site, Ulm",
    "other, ''",
  })
  void fieldsAndAttributesAreFound(String facet, String values) {
    Set<String> expected = values.isEmpty() ? Set.of() : Set.of(values.split(","));
    assertThat(facets("application/json", DATA).values(facet)).isEqualTo(expected);
  }

  @Test
  void dataThatIsNotJsonHasNoFields() {
    assertThat(facets("text/plain", DATA).values("data.a.b")).isEmpty();
    assertThat(bare("{").values("data.a.b")).isEmpty();
  }

  @Test
  void anEventWithoutAttributesHasFieldsAllTheSame() {
    assertThat(bare(DATA).values("data.a.b")).containsExactly("1.5");
    assertThat(bare(DATA).values("source")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"data", "data.", "data..a", "Source", "a b", "/a~2", "/a~", "x.y"})
  void whatIsNoFacetIsRefused(String facet) {
    assertThat(PayloadFacets.isFacet(facet)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"type", "subject", "source", "ext1", "data.a", "data.a b.c", "/", "/a~0~1"})
  void whatIsAFacetIsTaken(String facet) {
    assertThat(PayloadFacets.isFacet(facet)).isTrue();
  }

  private static PayloadFacets facets(String type, String data) {
    return new PayloadFacets(
        new Envelope(
                Map.of("source", "/g/7", "site", "Ulm"),
                new Payload(type, data.getBytes(StandardCharsets.UTF_8)))
            .pack());
  }

  private static PayloadFacets bare(String data) {
    return new PayloadFacets(
        new Payload("application/json", data.getBytes(StandardCharsets.UTF_8)));
  }
}

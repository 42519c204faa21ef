package io.fleetwire.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.TraceId;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class QueryRuleTest {
  private static final Route BARE =
      new Route(
          HttpMethod.GET,
          "/things",
          new Authorization.Open(),
          new BodyRule.None(),
          _ -> Reply.empty(204));

  private static final Route LIST = BARE.reading("size", "after");

  private static Request asking(String... names) {
    List<Parameter> query = Stream.of(names).map(name -> new Parameter(name, "1")).toList();
    return Request.of(
        new Request.Head(
            HttpMethod.GET, "/things", query, List.of(), new TraceId("t"), "192.0.2.1"));
  }

  @Test
  void whatIsReadPasses() {
    QueryRule.REFUSE_OTHERS.check(asking("after", "size"), LIST);
    QueryRule.REFUSE_OTHERS.check(asking(), BARE);
  }

  @Test
  void whatIsNotReadIsNamedWithWhatIs() {
    assertThatThrownBy(
            () -> QueryRule.REFUSE_OTHERS.check(asking("sise", "after", "x", "sise"), LIST))
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .extracting(ProblemException::problem)
        .isEqualTo(
            new Problem.Invalid(
                List.of(
                    new Problem.Fault("sise", "unknown parameter; there are after, size"),
                    new Problem.Fault("x", "unknown parameter; there are after, size"))));
    assertThatThrownBy(() -> QueryRule.REFUSE_OTHERS.check(asking("size"), BARE))
        .hasMessageContaining("size: unknown parameter; there is none here");
  }

  @Test
  void namesAreComparedLetterByLetter() {
    assertThatThrownBy(() -> QueryRule.REFUSE_OTHERS.check(asking("Size"), LIST))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void itMayBeIgnored() {
    QueryRule.IGNORE_OTHERS.check(asking("x"), LIST);
    assertThat(LIST.by(BARE.handler()).query()).isEqualTo(LIST.query());
  }
}

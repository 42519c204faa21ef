package io.fleetwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceParentTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SAID = "00-" + TRACE + "-00f067aa0ba902b7-01";

  @Test
  void readsWhatTheSpecificationShows() {
    assertThat(TraceParent.parse(SAID))
        .contains(new TraceParent(TRACE, "00f067aa0ba902b7", "01"))
        .map(TraceParent::print)
        .contains(SAID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cc-" + TRACE + "-00f067aa0ba902b7-01",
        "cc-" + TRACE + "-00f067aa0ba902b7-01-what-the-future-will-be-like",
      })
  void understandsLaterVersionsAsFarAsItCan(String value) {
    assertThat(TraceParent.parse(value)).map(TraceParent::print).contains(SAID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-" + TRACE + "-00f067aa0ba902b7",
        "00-" + TRACE + "-00f067aa0ba902b7-01-",
        "00-" + TRACE + "-00f067aa0ba902b7-01-more",
        "cc-" + TRACE + "-00f067aa0ba902b7-01.what-the-future-will-be-like",
        "ff-" + TRACE + "-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        " 00-" + TRACE + "-00f067aa0ba902b7-01",
      })
  void ignoresWhatItMustIgnore(String value) {
    assertThat(TraceParent.parse(value)).isEmpty();
  }

  @Test
  void aStepHasAnIdOfItsOwn() {
    TraceParent caller = TraceParent.parse(SAID).orElseThrow();
    assertThat(caller.step("0123456789abcdef0123456789abcdef").print())
        .isEqualTo("00-" + TRACE + "-0123456789abcdef-01");
    assertThat(caller.step("00000000000000000123456789abcdef")).isEqualTo(caller);
  }

  @Test
  void aTraceIdMayBeOne() {
    assertThat(new TraceId(SAID).id()).isEqualTo(TRACE);
    assertThat(new TraceId(SAID).parent()).map(TraceParent::print).contains(SAID);
    assertThat(new TraceId("order-1").id()).isEqualTo("order-1");
    assertThat(new TraceId("order-1").parent()).isEmpty();
  }
}

package io.fleetwire.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.engine.AttemptEntry;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.NextStep;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.Timeline;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogJsonTest {

  @Test
  void headersOfTheSameNameAreAllShown() {
    Outcome answered =
        new Outcome.Answered(
            200,
            List.of(
                new Header("Warning", "one"),
                new Header("Date", "today"),
                new Header("warning", "two"),
                new Header("WARNING", "three")),
            new Payload("", new byte[0]),
            true);
    AttemptEntry attempt =
        new AttemptEntry(
            1, Instant.EPOCH, new Sent(answered, Timeline.NONE), new NextStep.Delivered());
    assertThat(LogJson.attempts(List.of(attempt)).get(0).path("headers").toString())
        .isEqualTo("{\"Warning\":\"one, two, three\",\"Date\":\"today\"}");
  }
}

package io.fleetwire.lab;

import io.fleetwire.testkit.FuzzRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.HOURS)
final class LabFuzzTest {

  @Test
  void anyBatchOfReportsIsReadOrRefused() {
    FuzzRun.fuzz(
        ReportFuzz.class,
        FuzzRun.seeds(
            "{\"host\":\"h\",\"stream\":\"s\",\"complete\":[\"iOS\"],\"reports\":[{\"sequence\":1,"
                + "\"device\":\"R58M\",\"status\":\"online\",\"at\":\"2026-01-01T00:00:00Z\"}]}"));
  }
}

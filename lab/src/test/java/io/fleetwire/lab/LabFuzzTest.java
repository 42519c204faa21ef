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
                + "\"device\":\"R58M\",\"status\":\"online\",\"at\":\"2026-01-01T00:00:00Z\"}]}",
            "{\"name\":\"w\",\"url\":\"https://a.example/#x\","
                + "\"events\":[\"device.status.online\"],"
                + "\"scope\":{\"teams\":[1]},\"format\":\"slack\",\"template\":\"{{host}}\"}",
            "page=2\nsize=100\nstatus=online\nteam=1\nbooked=true\ndeviceName=a*,b_"));
  }
}

package io.fleetwire.api;

import io.fleetwire.testkit.FuzzRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.HOURS)
final class ApiFuzzTest {

  @Test
  void anyEventAndAnyFilterIsReadOrRefused() {
    FuzzRun.fuzz(
        EventFuzz.class,
        FuzzRun.seeds(
            "{\"type\":\"a.b\",\"data\":{\"level\": 1.50,\"list\":[{\"s\":\"x\"}]}}",
            "{\"eventTypes\":[\"a.*\"],\"conditions\":[{\"field\":\"/a~1b\",\"atMost\":1e3}]}",
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"data_base64\":\"aGk=\"}"));
  }
}

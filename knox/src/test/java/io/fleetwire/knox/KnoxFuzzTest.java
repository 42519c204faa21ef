package io.fleetwire.knox;

import io.fleetwire.testkit.FuzzRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.HOURS)
final class KnoxFuzzTest {

  @Test
  void anyPayloadStaysTheSameOrIsRefused() {
    FuzzRun.fuzz(
        PayloadFuzz.class,
        FuzzRun.seeds(
            "{\"a\":1.50,\"b\":[1e3,-0.0,\"\\u00e9\"],\"c\":{\"d\":null}}",
            "{\"url\":\"https://a.example/\",\"events\":[\"KDMS_BULK_UPLOAD_COMPLETED\"]}",
            "{\"targetServices\":[\"KAI\"],\"deviceIds\":[\"350000000000006\",\"R58M00AAAAA\"]}"));
  }
}

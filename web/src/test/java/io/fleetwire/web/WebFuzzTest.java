package io.fleetwire.web;

import io.fleetwire.testkit.FuzzRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.HOURS)
final class WebFuzzTest {

  @Test
  void anyRequestIsUnderstoodOrRefused() {
    FuzzRun.fuzz(
        RequestFuzz.class,
        FuzzRun.seeds(
            "a=b&c=%20d+e",
            "application/json; charset=\"utf-8\"",
            "{\"a\":[1,2.5e3,true,null,\"\\u0041\\ud83d\\ude00\"],\"b\":{}}",
            "%E2%82%AC%2F",
            "Basic YW5uOmtleQ==",
            "a=b; __Host-fleetwire_session=c; d"));
  }
}

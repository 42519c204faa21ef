package io.fleetwire.receiver;

import io.fleetwire.testkit.FuzzRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.HOURS)
final class ReceiverFuzzTest {

  @Test
  void nobodyIsBelievedWithoutTheKey() {
    FuzzRun.fuzz(
        SignatureFuzz.class,
        FuzzRun.seeds(
            "eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ..c2lnbmF0dXJl",
            "msg_1\n1700000000\nv1,AAAA v1a,AAAA\n{}",
            "{\"a\":[1,-2.5e-3,true,null,\"\\u0041\\ud83d\\ude00\"],\"b\":{}}"));
  }
}

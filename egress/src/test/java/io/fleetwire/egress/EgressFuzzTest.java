package io.fleetwire.egress;

import io.fleetwire.testkit.FuzzRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.HOURS)
final class EgressFuzzTest {

  @Test
  void anyAnswerIsReadOrRefused() {
    FuzzRun.fuzz(
        AnswerFuzz.class,
        FuzzRun.seeds(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 204 No\r\nA: b\r\n c\r\n\r\n",
            """
            HTTP/1.1 200 OK
            Transfer-Encoding: chunked

            5;a=b
            hello
            0
            T: u

            """,
            "HTTP/1.0 410 Gone\r\nConnection: close\r\n\r\nbye"));
  }

  @Test
  void anyUrlIsJudgedOrRefused() {
    FuzzRun.fuzz(
        UrlFuzz.class,
        FuzzRun.seeds(
            "https://receiver.example:8443/a?b=c",
            "http://127.0.0.1/",
            "http://[::ffff:10.0.0.1]:80/",
            "http://[64:ff9b::7f00:1]/",
            "http://[::ffff:0.00000000000000000000000000000000000000000000000000000000.0.1]/",
            "10.0.0.0/8",
            "fd00::/8"));
  }
}

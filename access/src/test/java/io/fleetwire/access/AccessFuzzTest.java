package io.fleetwire.access;

import io.fleetwire.testkit.FuzzRun;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.HOURS)
final class AccessFuzzTest {

  @Test
  void anyCredentialIsReadOrRefused() {
    FuzzRun.fuzz(
        CredentialsFuzz.class,
        FuzzRun.seeds(
            "kdms.devices kai:read",
            "grant_type=client_credentials&scope=a%20b",
            "eyJhbGciOiJSUzUxMiJ9.eyJqdGkiOiJhIiwiYXVkIjoiS25veFdTTSJ9.c2lnbmF0dXJl"));
  }
}

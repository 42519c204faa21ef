package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The parts of a running server that belong to no slice.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RunningServerTest {
  private Path data;
  private Running running;

  @BeforeAll
  void start(@TempDir Path folder) {
    data = folder;
    running = Running.start(folder);
  }

  @AfterAll
  void stop() {
    running.close();
  }

  @Test
  void itLivesAndIsReady() {
    assertThat(get("/health").toString()).isEqualTo("200 {\"status\":\"up\"}");
    assertThat(get("/health/ready").toString()).isEqualTo("200 {\"status\":\"ready\"}");
  }

  @Test
  void figuresHaveNamesAndHelp() {
    get("/health");
    String count = "fleetwire_http_requests_seconds_count{method=\"GET\",route=\"/health\"";
    // A request is counted when its answer has gone, which its caller may have before.
    TrialServer.await(() -> get("/metrics").text().contains(count), "the request is not counted");
    assertThat(get("/metrics").text())
        .contains("fleetwire_build_info{version=\"development\"} 1")
        .contains("fleetwire_deliveries_oldest_age_seconds 0.0")
        .contains("fleetwire_deliveries_held 0.0")
        .contains("# TYPE fleetwire_delivery_latency_seconds histogram")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void theStartLeadsToTheDocumentation() {
    KnoxAnswer start = get("/");
    assertThat(start.status()).isEqualTo(302);
    assertThat(start.header("Location")).contains("/portal");
    KnoxAnswer page = get("/docs");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'")
        .contains("style-src 'self'");
    assertThat(page.text()).doesNotContain("<script").contains("/docs/style.css");
    assertThat(get("/docs/style.css").header("Content-Type")).contains("text/css; charset=utf-8");
    assertThat(get("/openapi.yaml").text()).startsWith("openapi: 3.1.0");
  }

  @Test
  void aPathThatIsNotThereIsToldInItsFamilysForm() {
    assertThat(get("/nothing").header("Content-Type")).contains("application/problem+json");
    assertThat(get("/kwn/v1/nothing").text()).contains("RESOURCE_NOT_FOUND");
  }

  @Test
  void aSecondServerOnTheSameDataIsRefused() {
    Captured.Run run = Captured.run("serve", "--data", data.toString(), "--listen", "127.0.0.1:0");
    assertThat(run.status()).isEqualTo(ExitStatus.CONFIG);
    assertThat(run.err()).contains(data.toString());
  }

  @Test
  void anAddressThatIsTakenIsRefused(@TempDir Path other) {
    Captured.Run run =
        Captured.run(
            "serve", "--data", other.toString(), "--listen", running.server.address().toString());
    assertThat(run.status()).isEqualTo(ExitStatus.CONFIG);
    assertThat(run.err()).contains("Cannot listen on 127.0.0.1").contains("Choose another");
  }

  private KnoxAnswer get(String path) {
    try (KnoxClient client = running.client()) {
      return client.get(path);
    }
  }
}

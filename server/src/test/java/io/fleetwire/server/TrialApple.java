package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.pki.Certificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;

/// A whole server that speaks TLS, a backend that it asks, and devices that enrol at it.
final class TrialApple implements AutoCloseable {
  static final String TOKENS =
      "{\"activationsToken\":\"a\",\"configurationsToken\":\"b\",\"assetsToken\":\"c\","
          + "\"managementToken\":\"d\"}";

  final TrialBackend backend = new TrialBackend();
  private final Path data;
  private final Map<String, String> settings;
  private TrialServer server;
  private X509Certificate authority;

  private TrialApple(Path data, Map<String, String> more) {
    this.data = data;
    this.settings = new HashMap<>(more);
    settings.put("server.tls.listen", "127.0.0.1:0");
    settings.put("apple.webhook-url", backend.url().toString());
    settings.put("apple.topic", "com.apple.mgmt.External.trial");
    this.server = TrialServer.start(data, new TrialClock(), settings);
    this.authority = download();
  }

  static TrialApple start(Path data) {
    return start(data, Map.of());
  }

  static TrialApple start(Path data, Map<String, String> settings) {
    return new TrialApple(data, settings);
  }

  /// Stops the server and starts it again on the same data, at another port.
  void restart() {
    server.close();
    server = TrialServer.start(data, new TrialClock(), settings);
    authority = download();
  }

  TrialServer server() {
    return server;
  }

  URI url() {
    return server.tlsOrigin();
  }

  /// Who issues the devices' certificates, and here the server's.
  X509Certificate authority() {
    return authority;
  }

  TrialDevice device(String udid) {
    return TrialDevice.at(url(), authority, udid);
  }

  /// A device of before the restart, at the server of after it.
  TrialDevice again(TrialDevice device) {
    return device.at(url());
  }

  /// Another server with the same settings, and so on the same database.
  TrialServer another() {
    return TrialServer.start(data, new TrialClock(), settings);
  }

  private X509Certificate download() {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(server.origin().resolve("/mdm/apple/scep?operation=GetCACert"))
                  .build(),
              BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      return Certificates.parse(answer.body()).orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.close();
    backend.close();
  }
}

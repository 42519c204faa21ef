package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.testkit.FakeProxy;
import io.fleetwire.testkit.FakeReceiver;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server on a network that lets nothing out but through a proxy.
final class ProxyTrial {
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final String TYPE = "door.opened";

  @Test
  void callbacksGoThroughTheProxyAndItsFaultsAreToldOfIt(@TempDir Path data) {
    try (FakeProxy proxy = FakeProxy.start();
        FakeReceiver receiver = FakeReceiver.start();
        TrialServer server =
            TrialServer.start(
                data,
                new TrialClock(),
                Map.of(
                    "egress.proxy",
                    "http://127.0.0.1:" + proxy.port(),
                    "egress.proxy-credentials",
                    "kai:sesame"))) {
      proxy.require("Proxy-Authorization: Basic a2FpOnNlc2FtZQ==");
      TrialApi api = new TrialApi(server.company("fleetwire").caller());
      api.eventType(TYPE);
      URI hooks = URI.create("http://hooks.example:" + receiver.port() + "/a");
      TrialJson.of(201, api.endpoint(hooks, "\"eventTypes\":[\"door.*\"]"));
      api.publish(TYPE, "a", "1");
      receiver.await(1, BOUND);
      assertThat(proxy.asked()).containsExactly("hooks.example:" + receiver.port());

      proxy.refuse("banned.example");
      URI banned = URI.create("http://banned.example/a");
      TrialJson.of(201, api.endpoint(banned, "\"eventTypes\":[\"door.*\"]"));
      api.publish(TYPE, "b", "2");
      receiver.await(2, BOUND);
      String pending = first(api, TrialApi.DELIVERIES + "?subject=b&state=pending");
      TrialServer.await(
          () ->
              api.caller()
                  .get(TrialApi.DELIVERIES + "/" + pending)
                  .text()
                  .contains(
                      "the proxy 127.0.0.1:"
                          + proxy.port()
                          + ": does not let us through to banned.example:80 (403)"),
          "the log says why");
    }
  }

  private static String first(TrialApi api, String list) {
    return TrialJson.of(200, api.caller().get(list)).path("data").path(0).path("id").asString("");
  }
}

package io.fleetwire.bench;

import io.fleetwire.receiver.KnoxVerdict;
import io.fleetwire.receiver.KnoxVerifier;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import io.fleetwire.testkit.KnoxCredentials;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole server, set up from outside as its operator and its callers would: organizations by
/// `bootstrap`, tokens, a subscription for each, and then uploads of one device. It logs a line for
/// each request and each attempt, as it is shipped.
final class KnoxUnderTest implements UnderTest {
  private static final String EVENT = "KDMS_DEVICE_UPLOAD";

  private final ChildProcess process;
  private final Workload workload;
  private final KnoxVerifier verifier;

  private KnoxUnderTest(ChildProcess process, Workload workload, KnoxVerifier verifier) {
    this.process = process;
    this.workload = workload;
    this.verifier = verifier;
  }

  /// Starts it, with one organization for every port of the receiver.
  static KnoxUnderTest start(Workshop shop, List<Integer> receiverPorts) {
    WholeServer server = WholeServer.in(shop, "");
    List<KnoxCredentials> callers = new ArrayList<>();
    for (int i = 0; i < receiverPorts.size(); i++) {
      callers.add(organization(server, i));
    }
    WholeServer.Serving serving = server.serve();
    URI origin = serving.origin();
    try (KnoxClient client = KnoxClient.of(origin)) {
      List<String> tokens = new ArrayList<>();
      for (int i = 0; i < callers.size(); i++) {
        tokens.add(subscribe(client, callers.get(i), receiverPorts.get(i)));
      }
      String certificate =
          WholeServer.expect(200, client.bearing(tokens.getFirst()).certificate()).text();
      InetSocketAddress address = new InetSocketAddress(origin.getHost(), origin.getPort());
      return new KnoxUnderTest(
          serving.process(), new UploadWorkload(address, tokens), KnoxVerifier.of(certificate));
    }
  }

  private static KnoxCredentials organization(WholeServer server, int number) {
    JsonNode answer =
        server.bootstrap(
            "--org", "Organization " + number, "--email", "owner" + number + "@localhost");
    JsonNode client = answer.required("oauthClient");
    return new KnoxCredentials(
        client.required("clientId").stringValue(), client.required("clientSecret").stringValue());
  }

  /// Subscribes the receiver's port and returns the token that may upload.
  private static String subscribe(KnoxClient client, KnoxCredentials caller, int port) {
    KnoxAnswer granted =
        WholeServer.expect(200, client.token(caller, Map.of("expires_in", "3600")));
    String token =
        JsonMapper.shared().readTree(granted.text()).required("access_token").stringValue();
    URI url = URI.create("http://127.0.0.1:" + port + "/callback");
    WholeServer.expect(200, client.bearing(token).subscribe(url, List.of(EVENT)));
    return token;
  }

  @Override
  public String name() {
    return "whole server, uploads of one device, Knox callbacks by RSA";
  }

  @Override
  public Workload workload() {
    return workload;
  }

  @Override
  public boolean isGenuine(Callback callback) {
    return verifier.verify(callback.header("X-WSM-SIGNATURE"), callback.body().bytes())
        instanceof KnoxVerdict.Valid;
  }

  @Override
  public Duration cpu() {
    return Machine.cpu(process.handle());
  }

  @Override
  public long peakBytes() {
    return Machine.peakBytes(process.handle());
  }

  @Override
  public String complaints() {
    return process.log();
  }
}

package io.fleetwire.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fleetwire.pki.Authority;
import io.fleetwire.pki.ScepClient;
import io.fleetwire.plist.Plist;
import io.fleetwire.plist.PlistRead;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// A management that answers what a test wants, and a phone that is enrolled already.
final class FakeManagement implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Made once, because it is slow.
  private static final AppleIdentity IDENTITY = identity();

  final AppleFacts facts = AppleFacts.of(1, AppleKind.IPHONE, new SplittableRandom(1));
  final AppleChannel channel =
      new AppleChannel(facts.id(), facts.identifiers(), false, new SplittableRandom(2));
  final Surroundings around;
  private final HttpServer server;
  private final Map<String, Supplier<Said>> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Dictionary> heard = new CopyOnWriteArrayList<>();

  /// An answer: a status, a media type if there is one, and a body.
  record Said(int status, String type, String body) {
    static Said json(String body) {
      return new Said(200, "application/json", body);
    }

    static Said empty(int status) {
      return new Said(status, "", "");
    }
  }

  FakeManagement() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
    NetworkPlan network = NetworkPlan.STANDARD.withPatience(Duration.ZERO);
    around =
        new Surroundings(
            FleetPlan.standard(1, ProfileSource.ofProfile(url("/profile"))),
            new SimulatorWorld(InstantSource.system(), RANDOM, SplittableRandom::new),
            new Network(network, Optional.empty()),
            new Patience(),
            new KeyPool(1, RANDOM),
            new Tally());
  }

  private static AppleIdentity identity() {
    Instant now = InstantSource.system().instant();
    KeyPair key = new KeyPool(1, RANDOM).of(0);
    ScepClient client = new ScepClient(Authority.create("Test", now, RANDOM).certificate(), RANDOM);
    return new AppleIdentity(key, client.selfSigned(key, "CN=device", now).certificate());
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /// What is answered to a declarative endpoint, to a status of a connect, or to a path.
  void answer(String what, Said said) {
    answers.put(what, () -> said);
  }

  void answer(String what, Supplier<Said> said) {
    answers.put(what, said);
  }

  /// What was asked, in its order.
  List<String> asked() {
    return asked;
  }

  /// The last message.
  Dictionary last() {
    return heard.getLast();
  }

  Courier courier() {
    EnrolmentProfile profile =
        new EnrolmentProfile(
            "profile",
            new EnrolmentProfile.Scep(url("/scep"), "", "CN=device", Optional.empty()),
            new EnrolmentProfile.Mdm(url("/mdm"), url("/mdm"), "com.apple.mgmt.a", true, true),
            List.of());
    AppleEnrolment enrolment =
        new AppleEnrolment(profile, IDENTITY, around.network().trust(List.of()));
    return new Courier(around, new DeviceLine(around, enrolment, false));
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String what = exchange.getRequestURI().getPath();
    if (Plist.read(body) instanceof PlistRead.Good(Dictionary message)) {
      heard.add(message);
      what = message.text("Endpoint").or(() -> message.text("Status")).orElse(what);
    }
    asked.add(what);
    Said said = answers.getOrDefault(what, () -> Said.empty(404)).get();
    byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
    if (!said.type().isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", said.type());
    }
    exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

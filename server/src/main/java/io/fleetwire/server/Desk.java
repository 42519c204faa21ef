package io.fleetwire.server;

import io.fleetwire.engine.Header;
import io.fleetwire.receiver.KnoxSignatureHeader;
import io.fleetwire.receiver.KnoxVerdict;
import io.fleetwire.receiver.KnoxVerifier;
import io.fleetwire.receiver.NonceMemory;
import io.fleetwire.receiver.StandardWebhooksVerdict;
import io.fleetwire.receiver.StandardWebhooksVerifier;
import io.fleetwire.server.Kind.BadSetting;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.WebServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Receives callbacks at a developer's desk: prints them, verifies them, answers. Thread-safe.
final class Desk implements AutoCloseable {
  /// Answer by what the verification found.
  static final int AS_VERIFIED = 0;

  private static final List<String> OURS = List.of("x-", "webhook-", "fleetwire-", "ce-");

  private static final String SIGNATURE = "X-WSM-SIGNATURE";

  /// More callbacks than anybody looks at, for longer than a retry at a desk takes.
  private static final int NONCES = 10_000;

  private static final Duration WINDOW = Duration.ofMinutes(15);

  private final Verdicts verdicts;
  private final int status;
  private final Console console;
  private Optional<WebServer> server = Optional.empty();

  Desk(Verdicts verdicts, int status, Console console) {
    this.verdicts = verdicts;
    this.status = status;
    this.console = console;
  }

  /// What is found about a callback: a status to answer with, and words.
  record Finding(int status, String words) {}

  @FunctionalInterface
  interface Verdicts {
    Finding of(Request request);
  }

  /// Verifies by the certificate in a file; finds nothing wrong without one.
  static Verdicts verdicts(Optional<String> file) throws BadSetting {
    if (file.isEmpty()) {
      return _ -> new Finding(200, "not verified: no certificate was given");
    }
    KnoxVerifier verifier =
        verifier(Path.of(file.get())).remembering(new NonceMemory(NONCES, WINDOW, Wiring.clock()));
    return request ->
        finding(verifier.verify(request.header(SIGNATURE).orElse(""), request.body()));
  }

  /// Verifies as Standard Webhooks has it, by the secret or public key that the server has shown.
  static Verdicts bySecret(String key) throws BadSetting {
    try {
      StandardWebhooksVerifier verifier =
          StandardWebhooksVerifier.of(Wiring.clock(), key)
              .remembering(new NonceMemory(NONCES, WINDOW, Wiring.clock()));
      return request ->
          finding(
              verifier.verify(
                  request.header("webhook-id").orElse(""),
                  request.header("webhook-timestamp").orElse(""),
                  request.header("webhook-signature").orElse(""),
                  request.body()));
    } catch (IllegalArgumentException e) {
      throw new BadSetting("--secret: " + e.getMessage());
    }
  }

  private static Finding finding(StandardWebhooksVerdict verdict) {
    return switch (verdict) {
      case StandardWebhooksVerdict.Valid(String id, var signedAt) ->
          new Finding(200, "valid, event " + id + ", signed at " + signedAt);
      case StandardWebhooksVerdict.Malformed(String reason) ->
          new Finding(400, "malformed signature: " + reason);
      case StandardWebhooksVerdict.BadSignature() ->
          new Finding(401, "the signature does not fit the body and this secret");
      case StandardWebhooksVerdict.OutOfTime(var signedAt) ->
          new Finding(401, "genuine, but signed at " + signedAt + ": look at the clocks");
      case StandardWebhooksVerdict.Replay(String _, String reason) ->
          new Finding(401, "genuine, but " + reason);
    };
  }

  static KnoxVerifier verifier(Path file) throws BadSetting {
    try {
      return KnoxVerifier.of(Files.readString(file));
    } catch (IOException e) {
      throw new BadSetting("the certificate cannot be read: " + e);
    } catch (IllegalArgumentException e) {
      throw new BadSetting(file + " holds no certificate: " + e.getMessage());
    }
  }

  static Finding finding(KnoxVerdict verdict) {
    return switch (verdict) {
      case KnoxVerdict.Valid(KnoxSignatureHeader header, var way) ->
          new Finding(
              200,
              "valid ("
                  + way.name().toLowerCase(java.util.Locale.ROOT)
                  + "), key "
                  + header.kid().orElse("unnamed")
                  + ", signed at "
                  + header.issuedAt().map(Object::toString).orElse("an unknown time")
                  + ", delivery "
                  + header.deliveryId().orElse("unnamed"));
      case KnoxVerdict.Malformed(String reason) ->
          new Finding(400, "malformed signature: " + reason);
      case KnoxVerdict.WrongKey(String kid) ->
          new Finding(401, "signed with another key (" + kid + "): download the certificate again");
      case KnoxVerdict.BadSignature() -> new Finding(401, "the signature does not fit the body");
      case KnoxVerdict.Replay(KnoxSignatureHeader _, String reason) ->
          new Finding(401, "genuine, but " + reason);
    };
  }

  void listen(WebServer started) {
    server = Optional.of(started);
  }

  String url() {
    return "http://127.0.0.1:" + server.orElseThrow().port();
  }

  Reply receive(Request request) {
    Finding finding = verdicts.of(request);
    synchronized (console) {
      console.say("POST " + request.path() + ": " + finding.words());
      request.headers().stream()
          .filter(Desk::isOurs)
          .forEach(header -> console.say("  " + header.name() + ": " + header.value()));
      console.out().println(new String(request.body(), StandardCharsets.UTF_8));
    }
    return Reply.empty(status == AS_VERIFIED ? finding.status() : status);
  }

  // Those that a dialect of ours may set; the others are HTTP's.
  private static boolean isOurs(Header header) {
    String name = header.name().toLowerCase(java.util.Locale.ROOT);
    return OURS.stream().anyMatch(name::startsWith);
  }

  @Override
  public void close() {
    server.ifPresent(WebServer::close);
  }
}

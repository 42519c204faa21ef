package io.fleetwire.server;

import io.fleetwire.engine.Header;
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
import java.util.Locale;
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
      return _ -> new Finding(200, "not verified: give --certificate or --secret");
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
    return new Finding(
        switch (verdict) {
          case StandardWebhooksVerdict.Valid _ -> 200;
          case StandardWebhooksVerdict.Malformed _ -> 400;
          case StandardWebhooksVerdict.BadSignature _,
              StandardWebhooksVerdict.OutOfTime _,
              StandardWebhooksVerdict.Replay _ ->
              401;
        },
        io.fleetwire.bin.Finding.of(verdict).words());
  }

  static KnoxVerifier verifier(Path file) throws BadSetting {
    try {
      return KnoxVerifier.of(Files.readString(file));
    } catch (IOException e) {
      throw new BadSetting("--certificate: " + file + " cannot be read: " + FileFault.words(e));
    } catch (IllegalArgumentException e) {
      throw new BadSetting(file + " holds no certificate: " + e.getMessage());
    }
  }

  static Finding finding(KnoxVerdict verdict) {
    return new Finding(
        switch (verdict) {
          case KnoxVerdict.Valid _ -> 200;
          case KnoxVerdict.Malformed _ -> 400;
          case KnoxVerdict.WrongKey _, KnoxVerdict.BadSignature _, KnoxVerdict.Replay _ -> 401;
        },
        io.fleetwire.bin.Finding.of(verdict).words());
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
    String name = header.name().toLowerCase(Locale.ROOT);
    return OURS.stream().anyMatch(name::startsWith);
  }

  @Override
  public void close() {
    server.ifPresent(WebServer::close);
  }
}

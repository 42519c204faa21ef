package io.fleetwire.apple;

import io.fleetwire.access.Organization;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.TraceId;
import io.fleetwire.store.Database;
import io.fleetwire.store.ReadTx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Wakes devices for whoever asks: people, and programs in place of a backend that would rather not
/// speak to Apple. Nothing here is sent of its own accord, and no answer unenrols a device.
/// Thread-safe; blocks.
public final class PushDesk {
  /// An answer has a line for each, and comes within the patience of a client.
  static final int BULK_MAX = 1_000;

  private final Database database;
  private final Optional<Apns> apns;
  private final Journal journal;
  private final OrganizationId owner;
  private final InstantSource clock;

  PushDesk(
      Database database,
      Optional<Apns> apns,
      Journal journal,
      OrganizationId owner,
      InstantSource clock) {
    this.database = database;
    this.apns = apns;
    this.journal = journal;
    this.owner = owner;
    this.clock = clock;
  }

  /// Whether devices are the organization's to wake: they are its own, or it runs the server.
  boolean isFor(OrganizationId organization) {
    return organization.equals(owner) || Organization.runsTheServer(organization);
  }

  /// The certificate that pushes are sent with, if there is one.
  public Optional<PushCertificate> certificate() {
    return apns.map(Apns::certificate);
  }

  /// Wakes one; `trace` is the name of the wish in the log.
  public PushAnswer push(PushTarget target, TraceId trace) {
    return wake(known(target), trace);
  }

  /// Why it would be in vain to wake a channel, as far as this server knows; nothing when Apple's
  /// push service would be asked.
  public Optional<PushAnswer> hindrance(PushTarget target) {
    return reach(known(target)) instanceof Reach.Hindered(PushAnswer why)
        ? Optional.of(why)
        : Optional.empty();
  }

  /// Wakes many, and answers in their order.
  List<PushAnswer> push(List<PushTarget> targets, TraceId trace) {
    List<Known> known = database.read(tx -> targets.stream().map(it -> known(tx, it)).toList());
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("push-", 0).factory())) {
      List<CompletableFuture<PushAnswer>> answers =
          known.stream()
              .map(one -> CompletableFuture.supplyAsync(() -> wake(one, trace), threads))
              .toList();
      return answers.stream().map(PushDesk::ended).toList();
    }
  }

  /// What failed there fails here, for who knows what it means.
  private static PushAnswer ended(CompletableFuture<PushAnswer> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /// What is known of a channel: `isDevice` tells whether at least its device was ever here.
  private record Known(PushTarget target, Optional<PushAddress> address, boolean isDevice) {}

  private Known known(PushTarget target) {
    return database.read(tx -> known(tx, target));
  }

  private static Known known(ReadTx tx, PushTarget target) {
    return new Known(
        target,
        PushTable.find(tx, target.channelId()),
        DeviceTable.find(tx, target.deviceId()).isPresent());
  }

  /// Whether a push would be sent.
  private sealed interface Reach {

    record Open(PushAddress address, PushCertificate certificate, Apns service) implements Reach {}

    record Hindered(PushAnswer why) implements Reach {}
  }

  private Reach reach(Known known) {
    if (known.address().isEmpty()) {
      return new Reach.Hindered(
          known.isDevice() ? new PushAnswer.NoToken() : new PushAnswer.Unknown());
    }
    PushAddress address = known.address().get();
    return switch (address.state()) {
      case LEFT -> new Reach.Hindered(new PushAnswer.Left(address.since()));
      case UNREGISTERED -> new Reach.Hindered(new PushAnswer.Unregistered(address.since()));
      case KNOWN ->
          apns.map(service -> reach(address, service))
              .orElseGet(() -> new Reach.Hindered(new PushAnswer.NoCertificate()));
    };
  }

  private Reach reach(PushAddress address, Apns service) {
    PushCertificate certificate = service.certificate();
    if (certificate.isOver(clock.instant())) {
      return new Reach.Hindered(new PushAnswer.CertificateOver(certificate.until()));
    }
    return certificate.topic().equals(address.topic())
        ? new Reach.Open(address, certificate, service)
        : new Reach.Hindered(new PushAnswer.OtherTopic(address.topic(), certificate.topic()));
  }

  private PushAnswer wake(Known known, TraceId trace) {
    PushAnswer answer =
        switch (reach(known)) {
          case Reach.Open open -> ask(open);
          case Reach.Hindered(PushAnswer why) -> why;
        };
    if (!(answer instanceof PushAnswer.Unknown)) {
      journal.pushed(known.target().channelId(), answer, trace);
    }
    return answer;
  }

  private PushAnswer ask(Reach.Open open) {
    return switch (open.service().push(open.address(), open.certificate())) {
      case ApnsAnswer.Taken(String id) -> new PushAnswer.Sent(id);
      case ApnsAnswer.Unregistered _ -> unregistered(open.address());
      case ApnsAnswer.Refused(int status, String reason) -> new PushAnswer.Refused(status, reason);
      case ApnsAnswer.Later(String why, Duration after) -> new PushAnswer.Later(why, after);
    };
  }

  private PushAnswer unregistered(PushAddress address) {
    Instant now = clock.instant();
    database.write(
        tx -> {
          PushTable.unregistered(tx, address, now);
          return true;
        });
    return new PushAnswer.Unregistered(now);
  }
}

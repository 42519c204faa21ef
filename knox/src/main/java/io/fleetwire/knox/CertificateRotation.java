package io.fleetwire.knox;

import io.fleetwire.engine.Must;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.Signal;
import io.fleetwire.store.CommittedValue;
import io.fleetwire.store.Database;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Keeps the key that signs and the certificates that are served. Thread-safe.
///
/// *Renewing* gives the same key a new certificate: receivers that hold the old one go on
/// verifying. *Re-keying* does not let them, so a new key is published first and takes over when
/// the overlap has passed. What signs and what is served are one value in memory, read from the
/// same rows: no callback is ever signed by a key whose certificate cannot be downloaded from the
/// same server.
///
/// As a pump it makes the first key, renews what nears its end, lets the next key take over in
/// time, and takes up what an operator's command has changed in the database. What another server
/// has changed is known to each transaction.
public final class CertificateRotation implements Pump {
  /// How soon a running server follows a command that was given beside it.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private final Database database;
  private final CertificateSettings settings;
  private final CertificateIssuer issuer;
  private final InstantSource clock;
  private final Signal signal = new Signal();
  private final CommittedValue<List<ServedCertificate>> served;

  private CertificateRotation(Database database, CertificateSettings settings, KnoxWorld world) {
    this.database = database;
    this.settings = settings;
    this.issuer = new CertificateIssuer(settings, world.secrets());
    this.clock = world.clock();
    this.served = database.mirror("knox-certificates", CertificateTable::served);
  }

  /// Opens the certificates, and makes the first one where there is none.
  static CertificateRotation open(
      Database database, CertificateSettings settings, KnoxWorld world) {
    CertificateRotation rotation = new CertificateRotation(database, settings, world);
    rotation.step();
    return rotation;
  }

  @Override
  public String name() {
    return "knox-certificate";
  }

  @Override
  public Signal signal() {
    return signal;
  }

  @Override
  public synchronized Instant step() {
    Instant now = clock.instant();
    look();
    if (served.get().isEmpty()) {
      SigningIdentity first = issuer.issue(now);
      change(tx -> addFirst(tx, first, now));
    }
    findNext().filter(next -> !next.signsFrom().isAfter(now)).ifPresent(this::promote);
    if (isRenewalDue(now)) {
      renew();
    }
    return now.plus(LOOK_AGAIN);
  }

  /// What signs now.
  SigningIdentity current() {
    return served.get().getFirst().identity();
  }

  /// The certificate that will sign later, if one is published.
  Optional<ServedCertificate> findNext() {
    return served.get().stream().skip(1).findFirst();
  }

  public CertificateStatus status() {
    return CertificateStatus.of(served.get());
  }

  /// The certificates in PEM that can be downloaded now; the first one verifies what is signed now.
  public List<String> pems() {
    return served.get().stream()
        .map(entry -> new String(entry.identity().pem(), StandardCharsets.US_ASCII))
        .toList();
  }

  /// A new certificate for the key that signs, in use at once.
  public synchronized RotationAnswer renew() {
    Instant now = clock.instant();
    look();
    ServedCertificate old = served.get().getFirst();
    SigningIdentity renewed = issuer.renew(old.identity(), now);
    change(
        tx -> {
          if (isStill(tx, old)) {
            CertificateTable.putCurrent(tx, renewed, now);
          }
        });
    return new RotationAnswer.Done(status());
  }

  /// Publishes a new key, which takes over when the overlap has passed.
  public synchronized RotationAnswer rekey() {
    look();
    Optional<ServedCertificate> pending = findNext();
    if (pending.isPresent()) {
      return new RotationAnswer.AlreadyPublished(pending.get().signsFrom());
    }
    Instant now = clock.instant();
    SigningIdentity issued = issuer.issue(now);
    change(
        tx -> {
          if (CertificateTable.servedIds(tx).size() == 1) {
            CertificateTable.addNext(tx, issued, now, now.plus(settings.overlap()));
          }
        });
    return new RotationAnswer.Done(status());
  }

  /// Lets the next key, or else a new one, take over at once. Every receiver fails to verify until
  /// it has downloaded the certificate again: for a key that is known to somebody else.
  public synchronized RotationAnswer rekeyWithoutOverlap() {
    look();
    Optional<ServedCertificate> pending = findNext();
    if (pending.isPresent()) {
      promote(pending.get());
    } else {
      Instant now = clock.instant();
      SigningIdentity issued = issuer.issue(now);
      change(tx -> CertificateTable.putCurrent(tx, issued, now));
    }
    return new RotationAnswer.Done(status());
  }

  private void promote(ServedCertificate next) {
    change(
        tx -> {
          if (isStill(tx, next)) {
            CertificateTable.promote(tx, next);
          }
        });
  }

  private boolean isRenewalDue(Instant now) {
    Instant end = current().certificate().getNotAfter().toInstant();
    return !now.isBefore(end.minus(settings.renewBefore()));
  }

  /// Another process may have made the first key in the meantime: then that one counts.
  private static void addFirst(WriteTx tx, SigningIdentity issued, Instant now) {
    if (CertificateTable.servedIds(tx).isEmpty()) {
      CertificateTable.putCurrent(tx, issued, now);
    }
  }

  private static boolean isStill(ReadTx tx, ServedCertificate entry) {
    return CertificateTable.servedIds(tx).contains(entry.id());
  }

  private void change(Consumer<WriteTx> work) {
    database.write(
        tx -> {
          work.accept(tx);
          tx.set(served, CertificateTable.served(tx));
          return true;
        });
    Must.hold(!served.get().isEmpty(), "a certificate is served once there was one");
  }

  /// Takes up what is in the database, whoever put it there.
  private void look() {
    List<Long> known = served.get().stream().map(ServedCertificate::id).toList();
    if (!database.read(CertificateTable::servedIds).equals(known)) {
      change(_ -> {});
    }
  }
}

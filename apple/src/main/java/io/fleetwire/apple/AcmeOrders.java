package io.fleetwire.apple;

import io.fleetwire.apple.AcmeOrder.AttestedKey;
import io.fleetwire.apple.AcmeOrder.State;
import io.fleetwire.apple.AcmeProblem.Cause;
import io.fleetwire.apple.Challenges.Look;
import io.fleetwire.pki.AcmeKey;
import io.fleetwire.pki.Attestation;
import io.fleetwire.pki.AttestationRoots;
import io.fleetwire.pki.CertificateRequest;
import io.fleetwire.pki.Certificates;
import io.fleetwire.pki.TrustedIssuers;
import io.fleetwire.store.Database;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Orders of ACME and what becomes of them. Each step that is done again finds it done, and so an
/// answer may get lost. Thread-safe.
final class AcmeOrders {
  /// Whoever has so many profiles at a time is none of a device.
  private static final int LISTED_MAX = 50;

  /// So many of those whose time is over are forgotten when a new one is made.
  private static final int FORGOTTEN_MAX = 10;

  private static final int NAME_BYTES = 16;

  private final Database database;
  private final Challenges challenges;
  private final Issuer issuer;
  private final AppleSettings.Acme settings;
  private final TrustedIssuers roots;

  AcmeOrders(Database database, Challenges challenges, Issuer issuer, AppleSettings.Acme settings) {
    this.database = database;
    this.challenges = challenges;
    this.issuer = issuer;
    this.settings = settings;
    this.roots =
        TrustedIssuers.of(
            settings.roots().isEmpty() ? List.of(AttestationRoots.apple()) : settings.roots());
  }

  /// What became of a wish about an order.
  sealed interface Outcome {
    record Done(AcmeOrder order) implements Outcome {}

    record Refused(AcmeProblem problem) implements Outcome {}

    static Outcome refused(Cause cause, String detail) {
      return new Refused(AcmeProblem.of(cause, detail));
    }
  }

  /// An order for `identifier`, which a profile brought. The account that has one gets it again;
  /// another account may begin anew as long as there is no certificate, as a device does that was
  /// interrupted.
  Outcome open(String identifier, AcmeKey account) {
    OneTime wanted = new OneTime(OneTime.Door.ACME, identifier);
    String thumbprint = account.thumbprint();
    return database.write(tx -> open(tx, wanted, thumbprint));
  }

  private Outcome open(WriteTx tx, OneTime wanted, String account) {
    Instant now = now();
    Optional<AcmeOrder> before =
        AcmeOrderTable.find(tx, wanted).filter(order -> !order.expiresAt().isBefore(now));
    if (before.isPresent()
        && before.get().account().equals(account)
        && before.get().state() != State.INVALID) {
      return new Outcome.Done(before.get());
    }
    Optional<Instant> freeUntil = challenges.freeUntil(tx, wanted);
    if (freeUntil.isEmpty()) {
      return Outcome.refused(
          Cause.REJECTED_IDENTIFIER,
          "the identifier is unknown, used or too old: get a new profile");
    }
    AcmeOrder order =
        new AcmeOrder(
            name(),
            wanted,
            account,
            name(),
            State.PENDING,
            "",
            Optional.empty(),
            Optional.empty(),
            freeUntil.get());
    AcmeOrderTable.forget(tx, now, FORGOTTEN_MAX);
    AcmeOrderTable.put(tx, order);
    return new Outcome.Done(order);
  }

  private String name() {
    byte[] bytes = new byte[NAME_BYTES];
    issuer.world().secrets().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// The orders of an account.
  List<AcmeOrder> list(AcmeKey account) {
    Instant now = now();
    return database.read(tx -> AcmeOrderTable.list(tx, account.thumbprint(), now, LISTED_MAX));
  }

  /// An order of `account`.
  Outcome find(String id, AcmeKey account) {
    return database.read(tx -> find(tx, id, account));
  }

  private Outcome find(ReadTx tx, String id, AcmeKey account) {
    Optional<AcmeOrder> found =
        AcmeOrderTable.find(tx, id).filter(order -> !order.expiresAt().isBefore(now()));
    if (found.isEmpty()) {
      return new Outcome.Refused(AcmeProblem.notFound("there is no such order, or no longer"));
    }
    return found.get().account().equals(account.thumbprint())
        ? new Outcome.Done(found.get())
        : new Outcome.Refused(AcmeProblem.unauthorized("the order is another account's"));
  }

  /// Meets the challenge of an order, or fails it, by an attestation object or, where one that has
  /// the identifier needs no more, without.
  Outcome answer(String id, AcmeKey account, Optional<byte[]> object) {
    Outcome found = find(id, account);
    if (!(found instanceof Outcome.Done(AcmeOrder order)) || order.state() != State.PENDING) {
      return found;
    }
    AcmeOrder judged = judge(order, account, object);
    return database.write(
        tx -> {
          Outcome still = find(tx, id, account);
          if (still instanceof Outcome.Done(AcmeOrder now) && now.state() == State.PENDING) {
            AcmeOrderTable.put(tx, judged);
            return new Outcome.Done(judged);
          }
          return still;
        });
  }

  private AcmeOrder judge(AcmeOrder order, AcmeKey account, Optional<byte[]> object) {
    // Apple's devices have the token attested, the draft of the IETF the key authorization.
    Attestation.Wanted wanted =
        new Attestation.Wanted(
            roots, List.of(order.token(), order.token() + '.' + account.thumbprint()));
    Attestation.Verdict verdict =
        object
            .map(bytes -> Attestation.read(bytes, wanted, now()))
            .orElseGet(Attestation.Verdict.Absent::new);
    return switch (verdict) {
      case Attestation.Verdict.Attested(Attestation attestation) ->
          order.ready(now(), Optional.of(key(attestation)));
      case Attestation.Verdict.Absent _ when !settings.attested() ->
          order.ready(now(), Optional.empty());
      case Attestation.Verdict.Absent _ ->
          order.invalid("an attestation is required, and the device has none");
      case Attestation.Verdict.Refused(String reason) -> order.invalid(reason);
    };
  }

  private static AttestedKey key(Attestation attestation) {
    return new AttestedKey(
        DdmCommand.digest(attestation.key().getEncoded()),
        attestation.serialNumber().orElse(""),
        attestation.udid().orElse(""));
  }

  /// Issues the certificate of an order that is ready.
  Outcome finish(String id, AcmeKey account, CertificateRequest request) {
    String keyHash = DdmCommand.digest(request.key().getEncoded());
    Outcome found = fit(find(id, account), keyHash);
    if (!(found instanceof Outcome.Done(AcmeOrder order))) {
      return found;
    }
    X509Certificate issued = issuer.issue(request);
    return database.write(
        tx ->
            switch (fit(find(tx, id, account), keyHash)) {
              case Outcome.Refused refused -> refused;
              case Outcome.Done _ -> finish(tx, order, keyHash, issued);
            });
  }

  /// Only an order that has or can have a certificate for the key with this hash.
  private static Outcome fit(Outcome found, String keyHash) {
    if (!(found instanceof Outcome.Done(AcmeOrder order))) {
      return found;
    }
    if (order.state() == State.PENDING || order.state() == State.INVALID) {
      return new Outcome.Refused(
          new AcmeProblem(
              Cause.ORDER_NOT_READY, 403, "the order is " + order.state().word() + ", not ready"));
    }
    return order.attested().filter(key -> !key.hash().equals(keyHash)).isPresent()
        ? Outcome.refused(Cause.BAD_CSR, "the request is for another key than was attested")
        : found;
  }

  private Outcome finish(WriteTx tx, AcmeOrder order, String keyHash, X509Certificate issued) {
    Look look = challenges.look(tx, order.identifier(), keyHash);
    if (look instanceof Look.Free) {
      look = challenges.use(tx, order.identifier(), keyHash, issued);
      note(tx, order, Certificates.fingerprint(issued));
      AcmeOrderTable.put(tx, order.valid());
    }
    return look instanceof Look.Got
        ? new Outcome.Done(order.valid())
        : Outcome.refused(Cause.BAD_CSR, "the order has a certificate for another key");
  }

  /// What is attested stays with the certificate. A device that is known already and whose hardware
  /// says that it is the same renews what it has.
  private void note(WriteTx tx, AcmeOrder order, String print) {
    order
        .attested()
        .ifPresent(
            key -> {
              AttestationTable.add(tx, print, key, now());
              DeviceTable.find(tx, key.udid())
                  .ifPresent(device -> ChallengeTable.renewed(tx, print, device.print(), now()));
            });
  }

  /// The certificate of an order, if it has one.
  Optional<X509Certificate> certificate(AcmeOrder order) {
    return database
        .read(tx -> ChallengeTable.find(tx, order.identifier().hash()))
        .flatMap(ChallengeTable.Challenge::certificate)
        .flatMap(Certificates::parse);
  }

  private Instant now() {
    return issuer.world().clock().instant();
  }
}

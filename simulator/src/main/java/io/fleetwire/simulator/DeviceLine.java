package io.fleetwire.simulator;

import io.fleetwire.pki.CmsSignature;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// A device's connection to where it has business, one at a time, opened when there is something to
/// say. Confined to one thread.
final class DeviceLine implements AutoCloseable {
  /// Long enough to be noticed, shorter than what a server must forgive after an enrolment.
  static final Duration SKEW = Duration.ofMinutes(4);

  /// Devices follow without asking; nobody sends them further than this.
  private static final int REDIRECTS_MAX = 5;

  private static final byte[] NOTHING = new byte[0];

  private final Surroundings around;
  private final AppleEnrolment enrolment;
  private final boolean slow;
  private Optional<Wire> wire = Optional.empty();
  private Optional<URI> server = Optional.empty();

  /// `slow` tells whether the device's clock is.
  DeviceLine(Surroundings around, AppleEnrolment enrolment, boolean slow) {
    this.around = around;
    this.enrolment = enrolment;
    this.slow = slow;
  }

  AppleEnrolment enrolment() {
    return enrolment;
  }

  /// Says `body` to its management and reads the answer.
  Answer put(URI url, String type, byte[] body) throws IOException {
    return exchange(message(url, type, body), true);
  }

  /// What {@link #put} would send when the device signs, for others to send.
  byte[] written(URI url, String type, byte[] body) {
    return Ask.put(
            url,
            body,
            new Ask.Field("Content-Type", type),
            new Ask.Field("Mdm-Signature", signature(body)))
        .bytes();
  }

  /// Says it and hangs up.
  void putAndHangUp(URI url, String type, byte[] body) throws IOException {
    wire(url, true).send(message(url, type, body));
    close();
  }

  /// Fetches a file, as itself or as nobody.
  Answer get(URI url, boolean asItself) throws IOException {
    return exchange(
        asItself && signs()
            ? Ask.get(url, new Ask.Field("Mdm-Signature", signature(NOTHING)))
            : Ask.get(url),
        asItself);
  }

  private Ask message(URI url, String type, byte[] body) {
    Ask.Field media = new Ask.Field("Content-Type", type);
    return signs()
        ? Ask.put(url, body, media, new Ask.Field("Mdm-Signature", signature(body)))
        : Ask.put(url, body, media);
  }

  private Answer exchange(Ask ask, boolean asItself) throws IOException {
    Answer answer = straight(ask, asItself);
    for (int i = 0; i < REDIRECTS_MAX; i++) {
      Optional<URI> elsewhere = answer.redirect(ask.url());
      if (elsewhere.isEmpty()) {
        break;
      }
      answer = straight(ask.at(elsewhere.get()), asItself);
    }
    return answer;
  }

  private Answer straight(Ask ask, boolean asItself) throws IOException {
    boolean fresh = wire.isEmpty();
    try {
      return once(ask, asItself);
    } catch (IOException e) {
      close();
      if (fresh) {
        throw e;
      }
      // The server may have closed a connection that was idle: that is no failure yet.
      return once(ask, asItself);
    }
  }

  private Answer once(Ask ask, boolean asItself) throws IOException {
    Wire open = wire(ask.url(), asItself);
    try {
      open.send(ask);
      Answer answer = open.read();
      if (!open.isUsable()) {
        close();
      }
      return answer;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Wire wire(URI url, boolean asItself) throws IOException {
    if (server.isPresent() && !Network.isSameServer(server.get(), url)) {
      close();
    }
    if (wire.isEmpty()) {
      Optional<AppleIdentity> shown =
          asItself && around.plan().manners().proof() != IdentityProof.SIGNATURE
              ? Optional.of(enrolment.identity())
              : Optional.empty();
      wire =
          Optional.of(
              around
                  .network()
                  .open(
                      url,
                      Optional.of(enrolment.profile().mdm().serverUrl()),
                      enrolment.trust(),
                      shown));
      server = Optional.of(url);
    }
    return wire.get();
  }

  private boolean signs() {
    return switch (around.plan().manners().proof()) {
      case AS_THE_PROFILE_SAYS -> enrolment.profile().mdm().signs();
      case CERTIFICATE -> false;
      case SIGNATURE -> true;
    };
  }

  private String signature(byte[] body) {
    Instant now = around.world().clock().instant();
    return Base64.getEncoder()
        .encodeToString(
            CmsSignature.detached(
                enrolment.identity().key().getPrivate(),
                enrolment.identity().certificate(),
                body,
                slow ? now.minus(SKEW) : now));
  }

  @Override
  public void close() {
    wire.ifPresent(Wire::close);
    wire = Optional.empty();
    server = Optional.empty();
  }
}

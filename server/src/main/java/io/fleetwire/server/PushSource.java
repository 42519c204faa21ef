package io.fleetwire.server;

import io.fleetwire.apple.PushCertificate;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.TlsIdentity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// The push certificate that there is now, read again when its files change. One of another topic
/// than before changes nothing: it would wake no device. Thread-safe.
final class PushSource implements Supplier<PushCertificate> {
  private static final String SETTING = "apple.push";

  private final TlsFiles files;
  private final AtomicReference<PushCertificate> current;

  private PushSource(TlsFiles files, PushCertificate first) {
    this.files = files;
    this.current = new AtomicReference<>(first);
  }

  /// Nothing when the settings name no files. Throws {@link SettingRefusedException} when what they
  /// name cannot wake devices.
  static Optional<PushSource> open(Config.Apple apple, Instant now) {
    Config.Push push = apple.push();
    if (push.certificateFiles().isEmpty() != push.keyFiles().isEmpty()) {
      throw new SettingRefusedException(
          "apple.push.certificate-file and apple.push.key-file: write both, or none");
    }
    if (push.certificateFiles().isEmpty()) {
      return Optional.empty();
    }
    AtomicReference<String> topic = new AtomicReference<>(apple.topic());
    TlsFiles files =
        new TlsFiles(
            SETTING,
            push.certificateFiles().getFirst(),
            push.keyFiles().getFirst(),
            (identity, at) -> fault(identity, topic.get(), at));
    PushCertificate first = judged(files.first(now));
    topic.set(first.topic());
    return Optional.of(new PushSource(files, first));
  }

  /// `topic` is what it must be for, or empty.
  private static Optional<String> fault(TlsIdentity identity, String topic, Instant now) {
    Optional<PushCertificate> found = PushCertificate.of(identity);
    if (found.isEmpty()) {
      return Optional.of(
          "has no UID that begins with "
              + PushCertificate.TOPIC_PREFIX
              + " in its subject, so it is not for device management; get one at "
              + PushCertificate.ISSUED_AT);
    }
    PushCertificate certificate = found.get();
    if (certificate.isOver(now)) {
      return Optional.of("ended at " + certificate.until() + "; " + PushCertificate.RENEWAL);
    }
    return topic.isEmpty() || topic.equals(certificate.topic())
        ? Optional.empty()
        : Optional.of(
            "is for the topic "
                + certificate.topic()
                + ", and devices enrol with "
                + topic
                + ": name the certificate of that topic, or change apple.topic and enrol them"
                + " anew");
  }

  private static PushCertificate judged(TlsIdentity identity) {
    return PushCertificate.of(identity).orElseThrow();
  }

  @Override
  public PushCertificate get() {
    return current.get();
  }

  Pump pump(InstantSource clock) {
    return TlsPump.of("apple-push", files, identity -> current.set(judged(identity)), clock);
  }
}

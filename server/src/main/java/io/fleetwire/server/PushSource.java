package io.fleetwire.server;

import io.fleetwire.apple.PushCertificate;
import io.fleetwire.engine.Pump;
import io.fleetwire.engine.TlsIdentity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The push certificate that there is now, read again when its files change. One of another topic
/// than before changes nothing: it would wake no device. Thread-safe.
final class PushSource implements Supplier<PushCertificate> {
  private static final Logger LOG = LoggerFactory.getLogger(PushSource.class);
  private static final String SETTING = "apple.push";

  private final TlsFiles files;
  private final AtomicReference<PushCertificate> current;

  private PushSource(TlsFiles files, PushCertificate first) {
    this.files = files;
    this.current = new AtomicReference<>(first);
  }

  /// Nothing when the settings name no files. Throws {@link SettingRefusedException} when what they
  /// name can never wake devices. One that has ended is told and used: nobody is woken by it, and
  /// everything else goes on, whenever the server happens to be started anew.
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
    AtomicBoolean isThere = new AtomicBoolean();
    TlsFiles files =
        new TlsFiles(
            SETTING,
            push.certificateFiles().getFirst(),
            push.keyFiles().getFirst(),
            (identity, at) ->
                fault(identity, topic.get())
                    .or(() -> isThere.get() ? over(judged(identity), at) : Optional.empty()));
    PushCertificate first = judged(files.first(now));
    over(first, now)
        .ifPresent(it -> LOG.warn("no device can be woken: the push certificate {}", it));
    topic.set(first.topic());
    isThere.set(true);
    return Optional.of(new PushSource(files, first));
  }

  /// `topic` is what it must be for, or empty.
  private static Optional<String> fault(TlsIdentity identity, String topic) {
    Optional<PushCertificate> found = PushCertificate.of(identity);
    if (found.isEmpty()) {
      return Optional.of(
          "has no UID that begins with "
              + PushCertificate.TOPIC_PREFIX
              + " in its subject, so it is not for device management; get one at "
              + PushCertificate.ISSUED_AT);
    }
    PushCertificate certificate = found.get();
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

  private static Optional<String> over(PushCertificate certificate, Instant now) {
    return certificate.isOver(now)
        ? Optional.of("ended at " + certificate.until() + "; " + PushCertificate.RENEWAL)
        : Optional.empty();
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

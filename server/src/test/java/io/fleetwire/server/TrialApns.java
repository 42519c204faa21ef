package io.fleetwire.server;

import com.eatthepath.pushy.apns.server.MockApnsServer;
import com.eatthepath.pushy.apns.server.MockApnsServerBuilder;
import com.eatthepath.pushy.apns.server.PushNotificationHandler;
import com.eatthepath.pushy.apns.server.RejectedNotificationException;
import com.eatthepath.pushy.apns.server.RejectionReason;
import com.eatthepath.pushy.apns.server.UnregisteredDeviceTokenException;
import io.fleetwire.testkit.FakeAuthority;
import io.fleetwire.testkit.FakeIdentity;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// Apple's push service as somebody else has written it, over TLS, with an authority of its own
/// that issues push certificates, too.
final class TrialApns implements AutoCloseable {
  static final String TOPIC = "com.apple.mgmt.External.trial";

  /// Fewer than are asked for at a time. Apple says only that it varies.
  private static final int STREAMS_MAX = 5;

  static final Duration YEAR = Duration.ofDays(365);

  private final Instant now = InstantSource.system().instant();
  private final FakeAuthority authority = FakeAuthority.create("Trial Apple", now);
  private final List<Push> pushes = new CopyOnWriteArrayList<>();
  private final Map<String, RejectionReason> rejections = new ConcurrentHashMap<>();
  private final MockApnsServer server;
  private final int port;
  private final Path certificate;
  private final Path key;
  private final Path trusted;

  private TrialApns(Path folder) throws IOException {
    FakeIdentity self = authority.issue(now, "localhost");
    this.server =
        new MockApnsServerBuilder()
            .setServerCredentials(
                new X509Certificate[] {self.certificate()}, self.keys().getPrivate(), null)
            .setTrustedClientCertificateChain(
                new ByteArrayInputStream(
                    authority.certificatePem().getBytes(StandardCharsets.US_ASCII)))
            .setUseAlpn(true)
            .setMaxConcurrentStreams(STREAMS_MAX)
            .setHandlerFactory(this::handler)
            .build();
    this.port = server.start(0).join();
    this.certificate = folder.resolve("push.pem");
    this.key = folder.resolve("push.key");
    this.trusted = Files.writeString(folder.resolve("apple.pem"), authority.certificatePem());
    renew("first", YEAR);
  }

  /// What came: `who` is the subject of the certificate that was shown.
  record Push(String who, String path, String topic, String type, String body) {}

  /// Makes its files in `folder`.
  static TrialApns start(Path folder) {
    try {
      return new TrialApns(folder);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// A new push certificate of the same topic, whose subject has this name.
  void renew(String name, Duration left) {
    FakeIdentity issued = authority.issueTo("CN=" + name + ",UID=" + TOPIC, now.plus(left));
    try {
      Files.writeString(certificate, issued.certificatePem());
      Files.writeString(key, issued.keyPem());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// What a server is told that pushes here.
  Map<String, String> settings() {
    return Map.of(
        "apple.push.certificate-file", certificate.toString(),
        "apple.push.key-file", key.toString(),
        "apple.push.url", url().toString(),
        "egress.ca-file", trusted.toString());
  }

  URI url() {
    return URI.create("https://localhost:" + port);
  }

  /// From now on, pushes to this token are refused.
  void rejects(String token, RejectionReason reason) {
    rejections.put(token, reason);
  }

  void forgives(String token) {
    rejections.remove(token);
  }

  /// All that came so far, refused or not.
  List<Push> pushes() {
    return pushes;
  }

  private PushNotificationHandler handler(SSLSession session) {
    return (headers, payload) -> {
      String path = headers.path().toString();
      String body = payload == null ? "" : payload.toString(StandardCharsets.UTF_8);
      String topic = header(headers, "apns-topic");
      String type = header(headers, "apns-push-type");
      pushes.add(new Push(who(session), path, topic, type, body));
      RejectionReason reason = rejections.get(path.substring(path.lastIndexOf('/') + 1));
      if (reason != null) {
        throw reason == RejectionReason.UNREGISTERED
            ? new UnregisteredDeviceTokenException(now)
            : new RejectedNotificationException(reason);
      }
    };
  }

  private static String header(Http2Headers headers, String name) {
    CharSequence value = headers.get(name);
    return value == null ? "" : value.toString();
  }

  private static String who(SSLSession session) {
    try {
      return session.getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException _) {
      return "nobody";
    }
  }

  @Override
  public void close() {
    server.shutdown().join();
  }
}

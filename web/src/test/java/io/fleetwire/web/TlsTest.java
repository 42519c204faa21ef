package io.fleetwire.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetwire.engine.TlsIdentity;
import io.fleetwire.testkit.FakeAuthority;
import io.fleetwire.testkit.FakeIdentity;
import io.fleetwire.web.WebSettings.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/// Callers over TLS, by the JDK's client.
final class TlsTest {
  private static final int HANDSHAKES_MAX = 20;

  private final Instant now = InstantSource.system().instant();
  private final FakeAuthority authority = FakeAuthority.create("Ours", now);
  private final FakeAuthority stranger = FakeAuthority.create("Theirs", now);
  private final FakeIdentity server = authority.issue(now, "localhost", "127.0.0.1");

  @Test
  void aRouteIsServedOverTlsAsInClearText() {
    try (House house = House.open(ServerTls.asking(identity(server)));
        Wire plain = house.connect();
        Wire wire = Wire.over(client(authority), house.tlsPort())) {
      assertThat(plain.head("GET /hello HTTP/1.1", "Host: a").read().body()).isEqualTo("hello");
      assertThat(wire.head("GET /hello HTTP/1.1", "Host: a").read().body()).isEqualTo("hello");
      assertThat(wire.head("GET /who HTTP/1.1", "Host: a").read().body()).isEqualTo("nobody");
    }
  }

  @Test
  void whatTheCallerShowsReachesTheRouteWhoeverIssuedIt() {
    FakeIdentity known = authority.issue(now, "device-1");
    FakeIdentity strange = stranger.issueRsa(now, "device-2");
    FakeIdentity late = authority.issueExpired(now, "device-3");
    try (House house = House.open(ServerTls.asking(identity(server)))) {
      assertThat(who(house, known)).isEqualTo("CN=device-1");
      assertThat(who(house, strange)).isEqualTo("CN=device-2");
      assertThat(who(house, late)).isEqualTo("CN=device-3");
    }
  }

  @Test
  void whoIsNotAskedShowsNothing() {
    try (House house = House.open(ServerTls.of(identity(server)))) {
      assertThat(who(house, authority.issue(now, "device-1"))).isEqualTo("nobody");
    }
  }

  @Test
  void aNewCertificateIsShownFromTheNextConnectionOn() {
    ServerTls tls = ServerTls.asking(identity(server));
    try (House house = House.open(tls);
        Wire before = Wire.over(client(authority), house.tlsPort())) {
      tls.replace(identity(stranger.issueRsa(now, "localhost", "127.0.0.1")));
      assertThat(before.head("GET /hello HTTP/1.1", "Host: a").read().status()).isEqualTo(200);
      assertThatThrownBy(() -> Wire.over(client(authority), house.tlsPort()))
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(SSLException.class);
      try (Wire after = Wire.over(client(stranger), house.tlsPort())) {
        assertThat(after.head("GET /hello HTTP/1.1", "Host: a").read().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void whoNeverShakesHandsIsCutOff() {
    Duration late = Duration.ofMinutes(5);
    Patience patience = new Patience(Duration.ofMillis(300), late, late, late, late);
    try (House house = House.open(ServerTls.asking(identity(server)), patience);
        Wire silent = Wire.to(house.tlsPort());
        Wire halfway = Wire.to(house.tlsPort()).send("\u0016\u0003\u0001");
        Wire idle = shaken(house)) {
      assertThat(silent.isAtEnd()).isTrue();
      assertThat(halfway.isAtEnd()).isTrue();
      assertThat(idle.isAtEnd()).isTrue();
    }
  }

  /// On a busy machine it may be too late for the first handshakes.
  private Wire shaken(House house) {
    for (int i = 1; i < HANDSHAKES_MAX; i++) {
      try {
        return Wire.over(client(authority), house.tlsPort());
      } catch (UncheckedIOException _) {
        // it was cut off, too
      }
    }
    return Wire.over(client(authority), house.tlsPort());
  }

  @Test
  void whatIsNoTlsHasNoAnswer() {
    try (House house = House.open(ServerTls.asking(identity(server)));
        Wire wire = Wire.to(house.tlsPort())) {
      wire.head("GET /hello HTTP/1.1", "Host: a");
      assertThat(wire.readRest()).doesNotContain("hello");
      try (Wire next = Wire.over(client(authority), house.tlsPort())) {
        assertThat(next.head("GET /hello HTTP/1.1", "Host: a").read().status()).isEqualTo(200);
      }
    }
  }

  private String who(House house, FakeIdentity device) {
    try (Wire wire = Wire.over(client(authority, device), house.tlsPort())) {
      return wire.head("GET /who HTTP/1.1", "Host: a").read().body();
    }
  }

  private static TlsIdentity identity(FakeIdentity identity) {
    return new TlsIdentity("server", identity.keys().getPrivate(), List.of(identity.certificate()));
  }

  private static SSLContext client(FakeAuthority trusted) {
    return context(trusted, Optional.empty());
  }

  private static SSLContext client(FakeAuthority trusted, FakeIdentity shown) {
    return context(trusted, Optional.of(shown));
  }

  private static SSLContext context(FakeAuthority trusted, Optional<FakeIdentity> shown) {
    char[] password = "test".toCharArray();
    try {
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      trust.setCertificateEntry("ca", trusted.certificate());
      TrustManagerFactory believes = TrustManagerFactory.getInstance("PKIX");
      believes.init(trust);
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, password);
      if (shown.isPresent()) {
        X509Certificate[] chain = {shown.get().certificate()};
        own.setKeyEntry("me", shown.get().keys().getPrivate(), password, chain);
      }
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own, password);
      KeyManager[] managers = shown.isPresent() ? keys.getKeyManagers() : new KeyManager[0];
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers, believes.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("TLS for a client", e);
    }
  }
}

package io.fleetwire.web;

import io.fleetwire.engine.TlsIdentity;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// TLS for callers. What the server shows can be replaced while it listens: new connections see the
/// new certificate, those that exist keep theirs. Thread-safe.
///
/// A client's certificate is asked for and any is taken, also one of a strange issuer or one that
/// has expired: a handshake can only break off, while a route can say what is wrong. That the
/// client has the key is proven by the handshake itself; whom it makes of the client is for the
/// route.
public final class ServerTls {
  private static final char[] IN_MEMORY = "in memory".toCharArray();

  private final boolean asking;
  private volatile SSLContext current;

  private ServerTls(TlsIdentity identity, boolean asking) {
    this.asking = asking;
    this.current = context(identity);
  }

  /// Shows `identity`, and asks for nothing.
  public static ServerTls of(TlsIdentity identity) {
    return new ServerTls(identity, false);
  }

  /// Shows `identity`, and asks clients for a certificate, which they need not have.
  public static ServerTls asking(TlsIdentity identity) {
    return new ServerTls(identity, true);
  }

  /// Shows `identity` from the next connection on.
  public void replace(TlsIdentity identity) {
    current = context(identity);
  }

  SSLContext current() {
    return current;
  }

  boolean isAsking() {
    return asking;
  }

  private static SSLContext context(TlsIdentity identity) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, IN_MEMORY);
      store.setKeyEntry(
          "server", identity.key(), IN_MEMORY, identity.chain().toArray(X509Certificate[]::new));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, IN_MEMORY);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), new TrustManager[] {new TakesAll()}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a key and its certificate cannot be used for TLS", e);
    }
  }

  /// Takes whatever certificate a client proves to have the key of. The extended kind, because the
  /// JDK adds checks of its own to the other.
  private static final class TakesAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {
      throw noClient();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {
      throw noClient();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {
      throw noClient();
    }

    /// Nobody is named, so that clients of every issuer show what they have.
    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }

    private static AssertionError noClient() {
      return new AssertionError("this is for a server");
    }
  }
}

package io.fleetwire.simulator;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/// Whom devices believe in TLS, and how they show who they are themselves. Immutable; safe for many
/// threads.
final class Trust {
  private final TrustManager[] managers;

  private Trust(TrustManager[] managers) {
    this.managers = managers;
  }

  /// Believes what this machine believes, and `anchors`; or everybody.
  static Trust of(List<X509Certificate> anchors, boolean all) {
    try {
      return new Trust(all ? new TrustManager[] {new Everybody()} : managers(anchors));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot check certificates", e);
    }
  }

  private static TrustManager[] managers(List<X509Certificate> anchors)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory usual =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    if (anchors.isEmpty()) {
      usual.init((KeyStore) null);
      return usual.getTrustManagers();
    }
    List<X509Certificate> all = new ArrayList<>(anchors);
    usual.init((KeyStore) null);
    for (TrustManager manager : usual.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        all.addAll(List.of(x509.getAcceptedIssuers()));
      }
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < all.size(); i++) {
      store.setCertificateEntry("anchor-" + i, all.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  /// TLS as `identity`, or as nobody.
  SSLContext context(Optional<AppleIdentity> identity) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys =
          identity.map(i -> new KeyManager[] {new OneKey(i)}).orElseGet(() -> new KeyManager[0]);
      context.init(keys, managers, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot speak TLS", e);
    }
  }

  /// Shows the one certificate there is, whoever asks for it.
  private static final class OneKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "device";

    private final AppleIdentity identity;

    OneKey(AppleIdentity identity) {
      this.identity = identity;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return ALIAS;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
      return ALIAS;
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return ALIAS;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {identity.certificate()};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return identity.key().getPrivate();
    }
  }

  /// For servers at the desk, whose certificates nobody has signed.
  private static final class Everybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

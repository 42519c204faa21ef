package io.fleetwire.egress;

import io.fleetwire.engine.TlsIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Makes the {@link SSLContext} of a sender, and one for each identity that it shows. No more,
/// because sessions are resumed only within a context, and a resumed handshake costs a quarter of a
/// full one; no fewer, because a session must not outlive who it was made for. The authorities that
/// Java trusts are read when the first receiver shows a certificate: that takes a tenth of a start,
/// and many servers call nobody over TLS. Thread-safe.
final class TlsClient {
  private static final long BUNDLE_BYTES_MAX = 16L * 1024 * 1024;

  /// A context has a cache of sessions. Of more identities the ones used longest ago are made anew.
  private static final int IDENTITIES_MAX = 512;

  private final Trust trust;
  private TrustManager @Nullable [] trusted;
  private @Nullable SSLSocketFactory nobody;
  private final Map<TlsIdentity, SSLSocketFactory> identities =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TlsIdentity, SSLSocketFactory> eldest) {
          return size() > IDENTITIES_MAX;
        }
      };

  private TlsClient(Trust trust) {
    this.trust = trust;
  }

  static TlsClient open(Trust trust) {
    TlsClient client = new TlsClient(trust);
    try {
      switch (trust) {
        case Trust.Platform _ -> {}
        case Trust.PlatformAnd _ -> client.trusted();
      }
      return client;
    } catch (GeneralSecurityException | IOException e) {
      throw new EgressSetupException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  /// Makes sockets that show `identity` when they are asked.
  synchronized SSLSocketFactory sockets(Optional<TlsIdentity> identity) throws IOException {
    try {
      SSLSocketFactory known = identity.isEmpty() ? nobody : identities.get(identity.get());
      return known == null ? add(identity) : known;
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  /// A context of the caller's own, for who keeps connections that show one identity.
  synchronized SSLContext context(Optional<TlsIdentity> identity) throws IOException {
    try {
      return made(identity.isEmpty() ? null : keys(identity.get()));
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  private static SSLException unusable(GeneralSecurityException e) {
    return new SSLException("TLS cannot be set up: " + e.getMessage(), e);
  }

  private static KeyManager[] keys(TlsIdentity identity) {
    return new KeyManager[] {new OneIdentity(identity)};
  }

  private SSLSocketFactory add(Optional<TlsIdentity> identity)
      throws GeneralSecurityException, IOException {
    if (identity.isEmpty()) {
      SSLSocketFactory made = made(null).getSocketFactory();
      nobody = made;
      return made;
    }
    SSLSocketFactory made = made(keys(identity.get())).getSocketFactory();
    identities.put(identity.get(), made);
    return made;
  }

  private TrustManager[] trusted() throws GeneralSecurityException, IOException {
    TrustManager[] known = trusted;
    if (known == null) {
      known = managers(trust);
      trusted = known;
    }
    return known;
  }

  private SSLContext made(KeyManager @Nullable [] keys)
      throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trusted(), null);
    return context;
  }

  private static TrustManager[] managers(Trust trust) throws GeneralSecurityException, IOException {
    return switch (trust) {
      case Trust.Platform _ -> managers((KeyStore) null);
      case Trust.PlatformAnd(Path bundle) -> {
        List<Certificate> all = new ArrayList<>(certificates(bundle));
        for (TrustManager manager : managers((KeyStore) null)) {
          if (manager instanceof X509TrustManager platform) {
            all.addAll(List.of(platform.getAcceptedIssuers()));
          }
        }
        yield managers(store(all));
      }
    };
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore store(List<Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("authority-" + i, certificates.get(i));
    }
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path bundle) {
    try {
      if (Files.size(bundle) > BUNDLE_BYTES_MAX) {
        throw new EgressSetupException(
            "the CA bundle " + bundle + " is longer than " + BUNDLE_BYTES_MAX + " bytes");
      }
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(bundle)));
      if (found.isEmpty() || !found.stream().allMatch(X509Certificate.class::isInstance)) {
        throw new EgressSetupException("the CA bundle " + bundle + " holds no certificate");
      }
      return found;
    } catch (IOException e) {
      throw new EgressSetupException("the CA bundle " + bundle + " cannot be read: " + e, e);
    } catch (CertificateException e) {
      throw new EgressSetupException(
          "the CA bundle " + bundle + " is not a file of PEM certificates: " + e.getMessage(), e);
    }
  }
}

package io.fleetwire.egress;

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
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Makes the one {@link SSLContext} of a sender. One, because sessions are resumed only within a
/// context, and a resumed handshake costs a quarter of a full one.
final class TlsClient {
  private static final long BUNDLE_BYTES_MAX = 16L * 1024 * 1024;

  private TlsClient() {}

  static SSLContext context(Trust trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(trust), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new EgressSetupException("TLS cannot be set up: " + e.getMessage(), e);
    }
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

package io.fleetwire.bench;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import java.util.ServiceLoader;

/// The native signing provider, found and installed as the server does it: first in the list where
/// it loads, absent elsewhere.
final class NativeSigning {
  private static final String NAME = "AmazonCorrettoCryptoProvider";

  private NativeSigning() {}

  /// The provider, unless this machine has none.
  static Optional<Provider> find() {
    return ServiceLoader.load(Provider.class).stream()
        .filter(provider -> provider.type().getSimpleName().equals(NAME))
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.getService("Signature", "SHA256withRSA") != null)
        .findFirst();
  }

  /// Makes it the first to be asked, and returns the name of who signs now.
  static String install() {
    find().ifPresent(provider -> Security.insertProviderAt(provider, 1));
    return Security.getProviders("Signature.SHA256withRSA")[0].getName();
  }
}

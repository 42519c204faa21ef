package io.fleetwire.callback;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.Secret;
import io.fleetwire.engine.TlsIdentity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What one endpoint wears, prepared once so that an attempt only puts it on. Immutable.
final class Outfit {
  static final Outfit NONE = new Outfit(CallbackOptions.NONE, new Unsigned());

  private final CallbackOptions options;
  private final Signing signing;
  private final List<Header> fixed;
  private final Optional<TlsIdentity> identity;

  /// Whether requests are signed.
  sealed interface Signing {}

  record Unsigned() implements Signing {}

  record Signed(SigningKeys keys) implements Signing {}

  Outfit(CallbackOptions options, Signing signing) {
    this.options = options;
    this.signing = signing;
    List<Header> headers = new ArrayList<>(options.headers());
    credential(options.authentication()).ifPresent(headers::add);
    this.fixed = List.copyOf(headers);
    this.identity =
        options.authentication() instanceof Authentication.MutualTls(String chain, Secret key)
            ? Optional.of(PemIdentity.read(chain, key))
            : Optional.empty();
  }

  Outfit with(CallbackOptions others) {
    return new Outfit(others, signing);
  }

  Outfit with(Signing other) {
    return new Outfit(options, other);
  }

  CallbackOptions options() {
    return options;
  }

  Signing signing() {
    return signing;
  }

  /// The headers that are the same in every request: the customer's own, and a credential that
  /// needs no fetching.
  List<Header> fixed() {
    return fixed;
  }

  /// The certificate that is shown to receivers who ask.
  Optional<TlsIdentity> identity() {
    return identity;
  }

  /// What a token has to be fetched with, where one is needed.
  Optional<Authentication.OAuth2ClientCredentials> credentials() {
    return options.authentication() instanceof Authentication.OAuth2ClientCredentials it
        ? Optional.of(it)
        : Optional.empty();
  }

  boolean isNone() {
    return options.equals(CallbackOptions.NONE) && signing instanceof Unsigned;
  }

  private static Optional<Header> credential(Authentication authentication) {
    return switch (authentication) {
      case Authentication.Basic basic -> Optional.of(authorization("Basic " + token(basic)));
      case Authentication.Bearer bearer ->
          Optional.of(authorization("Bearer " + bearer.token().reveal()));
      case Authentication.ApiKeyHeader key ->
          Optional.of(new Header(key.name(), key.value().reveal()));
      case Authentication.None _,
          Authentication.OAuth2ClientCredentials _,
          Authentication.MutualTls _ ->
          Optional.empty();
    };
  }

  private static Header authorization(String value) {
    return new Header("Authorization", value);
  }

  /// RFC 7617 section 2.1.
  private static String token(Authentication.Basic basic) {
    String pair = basic.user() + ":" + basic.password().reveal();
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}

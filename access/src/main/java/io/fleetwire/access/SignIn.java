package io.fleetwire.access;

/// Checks a person's password or API key. Thread-safe.
@SuppressWarnings("DoNotCallSuggester")
public final class SignIn {

  SignIn() {}

  /// `credential` is the password or an API key of the user with this email address.
  public SignInAnswer check(String email, Secret credential, String remoteAddress) {
    throw new UnsupportedOperationException(email + credential + remoteAddress);
  }
}

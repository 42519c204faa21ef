package io.fleetwire.access;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Whatever somebody calls a token, a scope or a form is read or refused, and never thrown at us.
public final class CredentialsFuzz {
  private CredentialsFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    SignedByClient.parse(text);
    Form.parse(text);
    Scopes.parse(text)
        .ifPresent(
            scopes -> {
              Scopes again = Scopes.parse(scopes.toString()).orElseThrow();
              if (!again.equals(scopes)) {
                throw new IllegalStateException("are other scopes when read again: " + scopes);
              }
            });
  }
}

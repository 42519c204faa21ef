package io.fleetwire.testkit;

/// Who a {@link KnoxClient} is to the authorization server. Immutable; prints without the secret.
public record KnoxCredentials(String id, String secret) {

  @Override
  public String toString() {
    return "KnoxCredentials[" + id + "]";
  }
}

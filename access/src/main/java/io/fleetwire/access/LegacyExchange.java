package io.fleetwire.access;

/// A request for a legacy access token: the three members of its JSON body, and who asks.
public record LegacyExchange(
    String clientIdentifierJwt, String publicKey, int validityMinutes, String remoteAddress) {

  /// Without the token.
  @Override
  public String toString() {
    return "LegacyExchange[" + validityMinutes + " min, " + remoteAddress + "]";
  }
}

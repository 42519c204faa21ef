package io.fleetwire.access;

/// What a secret that we make is for. Each kind begins with letters of its own, which tell people
/// and leak scanners what they have found.
enum SecretKind {
  API_KEY("fwk_"),
  CLIENT_SECRET("fws_"),
  /// A password that we make for somebody.
  PASSWORD("fwp_"),
  REFRESH_TOKEN("fwr_"),
  /// Of a browser in which somebody is signed in.
  SESSION("fwb_"),
  /// In the links by which people join, and come back.
  INVITATION("fwi_"),
  SET_UP("fwu_"),
  RESET("fwn_"),
  /// In a redirect, where the parameter says what it is (RFC 6749 section 4.1.2).
  CODE("");

  private final String prefix;

  SecretKind(String prefix) {
    this.prefix = prefix;
  }

  String prefix() {
    return prefix;
  }
}

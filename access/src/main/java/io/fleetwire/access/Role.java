package io.fleetwire.access;

/// What a user may do in their organization.
public enum Role {
  /// Everything.
  OWNER("owner");

  private final String code;

  Role(String code) {
    this.code = code;
  }

  /// As it is stored and shown.
  public String code() {
    return code;
  }

  static Role of(String code) {
    for (Role role : values()) {
      if (role.code.equals(code)) {
        return role;
      }
    }
    throw new AssertionError("a stored role is one that we know");
  }
}

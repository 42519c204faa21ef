package io.fleetwire.access;

/// What a user may do in their organization.
public enum Role {
  /// Everything.
  OWNER
}

package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;

/// Who calls: for which organization, with which permissions, by which client, by which kind of
/// proof. `client` is the email address where the caller is a person. Immutable.
public record Principal(
    OrganizationId organization, Scopes scopes, String client, Kind kind, Person person) {

  /// How the caller proved who they are.
  public enum Kind {
    /// An OAuth 2.0 access token.
    OAUTH,
    /// A signed token in the header `x-knox-apitoken`; the only kind that Knox Guard knows.
    LEGACY,
    /// A person, by password or API key.
    USER
  }

  /// The user behind the call: the number of their {@link UserId}, and what their role lets them
  /// do.
  public record Person(long number, Permissions permissions) {
    /// An application calls, no person.
    static final Person NOBODY = new Person(0, Permissions.NONE);
  }

  /// An application.
  public Principal(OrganizationId organization, Scopes scopes, String client, Kind kind) {
    this(organization, scopes, client, kind, Person.NOBODY);
  }

  public boolean may(Permission permission) {
    return person.permissions().contain(permission);
  }

  /// The same caller, in the name of `customer`.
  Principal actingFor(OrganizationId customer) {
    return new Principal(customer, scopes, client, kind, person);
  }
}

package io.fleetwire.api;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Scope;
import io.fleetwire.web.Authorization;
import java.util.List;
import java.util.Set;

/// The scopes that this room adds. One covers all: `fleetwire`.
public final class ApiScopes {
  static final Scope EVENTS_WRITE = new Scope("fleetwire.events:write");
  static final Scope EVENT_TYPES_READ = new Scope("fleetwire.eventTypes:read");
  static final Scope EVENT_TYPES_WRITE = new Scope("fleetwire.eventTypes:write");
  static final Scope ENDPOINTS_READ = new Scope("fleetwire.endpoints:read");
  static final Scope ENDPOINTS_WRITE = new Scope("fleetwire.endpoints:write");
  static final Scope DELIVERIES_READ = new Scope("fleetwire.deliveries:read");
  static final Scope DELIVERIES_WRITE = new Scope("fleetwire.deliveries:write");

  /// All of them, with those that cover others.
  public static final List<Scope> ALL =
      List.of(
          new Scope("fleetwire"),
          new Scope("fleetwire.events"),
          EVENTS_WRITE,
          new Scope("fleetwire.eventTypes"),
          EVENT_TYPES_READ,
          EVENT_TYPES_WRITE,
          new Scope("fleetwire.endpoints"),
          ENDPOINTS_READ,
          ENDPOINTS_WRITE,
          new Scope("fleetwire.deliveries"),
          DELIVERIES_READ,
          DELIVERIES_WRITE);

  private ApiScopes() {}

  /// Applications whose token has `scope`, and people who may change the organization's settings.
  static Authorization with(Scope scope) {
    return new Authorization.TokenOrPerson(
        new Authorization.Token(Set.of(scope), false), Permission.SETTINGS);
  }
}

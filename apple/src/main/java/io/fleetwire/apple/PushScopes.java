package io.fleetwire.apple;

import io.fleetwire.access.Permission;
import io.fleetwire.access.Scope;
import io.fleetwire.web.Authorization;
import java.util.List;
import java.util.Set;

/// The scopes that this room adds.
public final class PushScopes {
  private static final Scope PUSH = new Scope("fleetwire.apple:push");

  /// All of them, with those that cover others.
  public static final List<Scope> ALL = List.of(new Scope("fleetwire.apple"), PUSH);

  private PushScopes() {}

  /// Applications whose token has the scope, and people who may change the organization's settings.
  static Authorization authorization() {
    return new Authorization.TokenOrPerson(
        new Authorization.Token(Set.of(PUSH), false), Permission.SETTINGS);
  }
}

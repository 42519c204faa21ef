package io.fleetwire.access;

import java.util.List;
import java.util.Optional;

/// The scopes that a request asks for, or why it cannot have them.
sealed interface ScopeWish {

  record Fulfilled(Scopes scopes) implements ScopeWish {}

  record Refused(String fault) implements ScopeWish {}

  /// What the parameter `scope` of `form` asks for, of which all must be covered by `allowed`. Who
  /// does not ask gets everything that is allowed.
  static ScopeWish of(Form.Read form, Scopes allowed, ScopeCatalogue catalogue) {
    Optional<String> text = form.find("scope");
    if (text.isEmpty()) {
      return new Fulfilled(allowed);
    }
    Optional<Scopes> wanted = Scopes.parse(text.get());
    if (wanted.isEmpty() || wanted.get().isEmpty()) {
      return new Refused("scopes read service.resource:action, separated by blanks");
    }
    return check(wanted.get(), allowed, catalogue);
  }

  private static ScopeWish check(Scopes wanted, Scopes allowed, ScopeCatalogue catalogue) {
    List<String> faults = catalogue.faults(wanted);
    if (!faults.isEmpty()) {
      return new Refused(String.join("; ", faults));
    }
    return allowed.coverAll(wanted)
        ? new Fulfilled(wanted)
        : new Refused("this may ask for no more than: " + allowed);
  }
}

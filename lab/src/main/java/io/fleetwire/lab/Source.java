package io.fleetwire.lab;

import io.fleetwire.access.Principal;
import java.util.Locale;

/// Through whom the lab came to know of something. `who` is the name of a host or the login of a
/// person, and empty where only time went by. Immutable.
public record Source(Kind kind, String who) {
  static final Source TIME = new Source(Kind.TIME, "");

  /// Which sort of witness.
  public enum Kind {
    /// An agent said so of the device itself, from the host of that name.
    AGENT,
    /// The host fell silent, or was heard again.
    HOST,
    /// Somebody did it, on a page or by the API.
    PERSON,
    /// A time was over.
    TIME;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  static Source agent(Host host) {
    return new Source(Kind.AGENT, host.name());
  }

  static Source of(Host host) {
    return new Source(Kind.HOST, host.name());
  }

  static Source of(Principal person) {
    return new Source(Kind.PERSON, person.client());
  }
}

package io.fleetwire.simulator;

import io.fleetwire.plist.PlistValue.Dictionary;
import java.util.random.RandomGenerator;

/// A device towards its management, or one of its users: who speaks, and what declarations there
/// are. Confined to one thread at a time.
final class AppleChannel {
  private final String id;
  private final Dictionary identifiers;
  private final RandomGenerator dice;
  private final boolean isUser;
  private DeclarationBook declarations = new DeclarationBook();
  private boolean postponed;

  AppleChannel(String id, Dictionary identifiers, boolean isUser, RandomGenerator dice) {
    this.id = id;
    this.identifiers = identifiers;
    this.isUser = isUser;
    this.dice = dice;
  }

  /// For reports.
  String id() {
    return id;
  }

  Dictionary message(String type) {
    return identifiers.with("MessageType", type);
  }

  Dictionary identifiers() {
    return identifiers;
  }

  boolean isUser() {
    return isUser;
  }

  RandomGenerator dice() {
    return dice;
  }

  DeclarationBook declarations() {
    return declarations;
  }

  /// Whether the last command was answered that there is no time: then the device asks again.
  boolean isPostponed() {
    return postponed;
  }

  void postpone(boolean now) {
    postponed = now;
  }

  /// Enrolling anew forgets all that management brought.
  void forget() {
    declarations = new DeclarationBook();
    postponed = false;
  }
}

package io.fleetwire.simulator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The declarations of a channel. Confined to one thread at a time.
final class DeclarationBook {
  private final Map<DeclarationKey, Declaration> declarations = new LinkedHashMap<>();
  private final Map<DeclarationKey, String> troubles = new LinkedHashMap<>();
  private final Map<DeclarationKey, JsonNode> reported = new LinkedHashMap<>();
  private String token = "";
  private String timestamp = "";
  private boolean introduced;

  /// The DeclarationsToken of the list that was worked on last; empty before the first.
  String token() {
    return token;
  }

  void token(String other) {
    token = other;
  }

  /// The newest Timestamp that was heard; empty before the first. They sort as text.
  String timestamp() {
    return timestamp;
  }

  void timestamp(String other) {
    timestamp = other;
  }

  Optional<Declaration> find(DeclarationKey key) {
    return Optional.ofNullable(declarations.get(key));
  }

  void put(Declaration declaration) {
    declarations.put(declaration.key(), declaration);
    troubles.remove(declaration.key());
  }

  void remove(DeclarationKey key) {
    declarations.remove(key);
    troubles.remove(key);
    reported.remove(key);
  }

  /// What hinders a declaration, as Apple's code for it.
  void trouble(DeclarationKey key, String code) {
    troubles.put(key, code);
  }

  Optional<String> findTrouble(DeclarationKey key) {
    return Optional.ofNullable(troubles.get(key));
  }

  Collection<Declaration> all() {
    return List.copyOf(declarations.values());
  }

  /// Whether a whole report was taken; others are of what has changed.
  boolean isIntroduced() {
    return introduced;
  }

  /// The management knows all of `states` now.
  void reported(Map<DeclarationKey, JsonNode> states) {
    introduced = true;
    reported.putAll(states);
  }

  boolean isNews(DeclarationKey key, JsonNode state) {
    return !state.equals(reported.get(key));
  }
}

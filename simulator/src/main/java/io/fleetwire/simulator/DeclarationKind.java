package io.fleetwire.simulator;

/// The four kinds of declarations, and how each place of the protocol calls them.
enum DeclarationKind {
  ACTIVATION("activation", "Activations", "activations"),
  CONFIGURATION("configuration", "Configurations", "configurations"),
  ASSET("asset", "Assets", "assets"),
  MANAGEMENT("management", "Management", "management");

  private final String word;
  private final String list;
  private final String status;

  DeclarationKind(String word, String list, String status) {
    this.word = word;
    this.list = list;
    this.status = status;
  }

  /// In endpoints and types.
  String word() {
    return word;
  }

  /// In the list of items.
  String list() {
    return list;
  }

  /// In status reports.
  String status() {
    return status;
  }
}

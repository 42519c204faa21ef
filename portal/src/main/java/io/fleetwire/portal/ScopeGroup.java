package io.fleetwire.portal;

import io.fleetwire.access.Scope;
import io.fleetwire.access.Scopes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The scopes that begin alike, as a form offers them.
record ScopeGroup(String name, List<String> scopes) {
  private static final String PREFIX = "scope.";

  private static final Map<String, String> NAMES =
      Map.of(
          "kai", "Knox Asset Intelligence",
          "ke", "Knox E-FOTA",
          "kc", "Knox Configure",
          "kme", "Knox Mobile Enrollment",
          "kdp", "Knox Deployment Program",
          "kdms", "Device management",
          "km", "Knox Manage",
          "msp", "Managed service providers",
          "tag", "Tags",
          "fleetwire", "Fleetwire's own API");

  static List<ScopeGroup> of(List<Scope> all) {
    Map<String, List<String>> byService = new TreeMap<>();
    for (Scope scope : all) {
      String service = scope.value().split("[.:]", 2)[0];
      byService.computeIfAbsent(service, _ -> new ArrayList<>()).add(scope.value());
    }
    return byService.entrySet().stream()
        .map(entry -> new ScopeGroup(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  /// The names of the boxes of `all`.
  static List<String> fields(List<Scope> all) {
    return all.stream().map(scope -> field(scope.value())).toList();
  }

  /// Those whose boxes are on.
  static Scopes chosen(List<Scope> all, Fields fields) {
    return new Scopes(
        all.stream()
            .filter(scope -> fields.isOn(field(scope.value())))
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  String label() {
    return NAMES.getOrDefault(name, name);
  }

  /// Whether one of its boxes is on.
  boolean isOpen(Fields fields) {
    return scopes.stream().anyMatch(scope -> fields.isOn(field(scope)));
  }

  static String field(String scope) {
    return PREFIX + scope;
  }
}

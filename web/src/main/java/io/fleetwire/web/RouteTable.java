package io.fleetwire.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds the route of a request. A fixed segment is preferred to a parameter. Immutable.
final class RouteTable {
  private final Node root = new Node();
  private final List<RouteGroup> byPrefixLength;
  private final Dialect otherwise;

  /// What is found for a method and a path.
  sealed interface Match {

    /// A route, and what its path parameters stand for.
    record Found(RouteGroup group, Route route, Map<String, String> parameters) implements Match {}

    /// The path is there, for `allow` only.
    record OtherMethods(RouteGroup group, Set<HttpMethod> allow) implements Match {}

    /// No such path.
    record Nowhere() implements Match {}
  }

  private record Entry(RouteGroup group, Route route) {}

  private static final class Node {
    final Map<String, Node> fixed = new HashMap<>();
    Optional<Node> parameter = Optional.empty();
    Optional<Node> rest = Optional.empty();
    final Map<HttpMethod, Entry> entries = new EnumMap<>(HttpMethod.class);
  }

  /// Two routes that would match the same request are a bug, as is a path that cannot match.
  RouteTable(List<RouteGroup> groups, Dialect otherwise) {
    this.otherwise = otherwise;
    this.byPrefixLength =
        groups.stream()
            .sorted(Comparator.comparingInt((RouteGroup group) -> -group.prefix().length()))
            .toList();
    for (RouteGroup group : groups) {
      group.routes().forEach(route -> add(new Entry(group, route)));
    }
  }

  Match find(HttpMethod method, String path) {
    Optional<List<String>> segments = segments(path);
    if (segments.isEmpty()) {
      return new Match.Nowhere();
    }
    List<Node> nodes = new ArrayList<>();
    collect(root, segments.get(), 0, nodes);
    if (nodes.isEmpty()) {
      return new Match.Nowhere();
    }
    Optional<Entry> entry =
        nodes.stream().flatMap(node -> entry(node.entries, method).stream()).findFirst();
    if (entry.isPresent()) {
      Route route = entry.get().route();
      return new Match.Found(entry.get().group(), route, parameters(route.path(), segments.get()));
    }
    Set<HttpMethod> routed = EnumSet.noneOf(HttpMethod.class);
    nodes.forEach(node -> routed.addAll(node.entries.keySet()));
    RouteGroup group = nodes.getFirst().entries.values().iterator().next().group();
    return new Match.OtherMethods(group, allow(routed));
  }

  private static Optional<Entry> entry(Map<HttpMethod, Entry> entries, HttpMethod method) {
    Entry entry = entries.get(method);
    return entry == null && method == HttpMethod.HEAD
        ? Optional.ofNullable(entries.get(HttpMethod.GET))
        : Optional.ofNullable(entry);
  }

  /// The form in which problems with `path` are reported.
  Dialect dialect(String path) {
    return group(path).map(RouteGroup::dialect).orElse(otherwise);
  }

  /// Whether `path` is where the pages are, although it may be none of them.
  boolean isAmongPages(String path) {
    return group(path).stream()
        .flatMap(group -> group.routes().stream())
        .anyMatch(route -> route.authorization() instanceof Authorization.Page);
  }

  private Optional<RouteGroup> group(String path) {
    return byPrefixLength.stream().filter(group -> isUnder(path, group.prefix())).findFirst();
  }

  /// The most bytes that any route reads.
  int bodyBytesMax() {
    return byPrefixLength.stream()
        .flatMap(group -> group.routes().stream())
        .mapToInt(route -> route.body().limit())
        .max()
        .orElse(0);
  }

  private void add(Entry entry) {
    String path = entry.route().path();
    Node node = root;
    for (String segment : segments(path).orElseThrow(() -> bug(path, "begins with a slash"))) {
      if (isRest(segment)) {
        Node next = node.rest.orElseGet(Node::new);
        node.rest = Optional.of(next);
        node = next;
      } else if (isParameter(segment)) {
        Node next = node.parameter.orElseGet(Node::new);
        node.parameter = Optional.of(next);
        node = next;
      } else {
        node = node.fixed.computeIfAbsent(segment, _ -> new Node());
      }
    }
    if (node.entries.put(entry.route().method(), entry) != null) {
      throw bug(path, "is in the table once per method");
    }
  }

  // A fixed segment may lead nowhere, or to other methods only, where a parameter would lead on, so
  // all are tried, the preferred ones first. Patterns are few and short; a request costs at most
  // two steps per segment and pattern.
  private static void collect(Node node, List<String> segments, int at, List<Node> found) {
    if (at == segments.size()) {
      if (!node.entries.isEmpty()) {
        found.add(node);
      }
      return;
    }
    String segment = segments.get(at);
    Optional.ofNullable(node.fixed.get(segment))
        .ifPresent(next -> collect(next, segments, at + 1, found));
    if (canBeParameter(segment)) {
      node.parameter.ifPresent(next -> collect(next, segments, at + 1, found));
    }
    node.rest.ifPresent(found::add);
  }

  // Dots would mean another path to a client or a proxy that normalizes it.
  private static boolean canBeParameter(String segment) {
    return !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
  }

  private static Map<String, String> parameters(String pattern, List<String> segments) {
    Map<String, String> parameters = new HashMap<>();
    List<String> names = segments(pattern).orElseThrow();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (isRest(name)) {
        List<String> rest = segments.subList(i, segments.size());
        parameters.put(name.substring(1, name.length() - 4), String.join("/", rest));
      } else if (isParameter(name)) {
        parameters.put(name.substring(1, name.length() - 1), segments.get(i));
      }
    }
    return parameters;
  }

  // Each segment is decoded after the path was split: an escaped slash is a letter, not a border.
  private static Optional<List<String>> segments(String path) {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    List<String> segments = new ArrayList<>();
    for (String raw : path.substring(1).split("/", -1)) {
      Optional<String> segment = UrlEncoded.decodeSegment(raw);
      if (segment.isEmpty()) {
        return Optional.empty();
      }
      segments.add(segment.get());
    }
    return Optional.of(segments);
  }

  private static boolean isRest(String segment) {
    return segment.startsWith("{") && segment.endsWith("...}");
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static boolean isUnder(String path, String prefix) {
    String base = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    return path.equals(base) || path.startsWith(base + "/");
  }

  private static Set<HttpMethod> allow(Set<HttpMethod> routed) {
    Set<HttpMethod> allow = new TreeSet<>(routed);
    if (allow.contains(HttpMethod.GET)) {
      allow.add(HttpMethod.HEAD);
    }
    allow.add(HttpMethod.OPTIONS);
    return new LinkedHashSet<>(allow);
  }

  private static AssertionError bug(String path, String rule) {
    return new AssertionError("a path " + rule + ": " + path);
  }
}

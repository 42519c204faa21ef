package io.fleetwire.server;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which room may use which other ones. Each room says in its `package-info` what it may use; this
/// table says the same to the build. A new arrow is a decision and gets a record under
/// `docs/decisions`.
final class Arrows {
  static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("engine", Set.of()),
              Map.entry("receiver", Set.of()),
              Map.entry("plist", Set.of()),
              Map.entry("pki", Set.of()),
              Map.entry("simulator", Set.of("plist", "pki")),
              Map.entry("testkit", Set.of("engine")),
              Map.entry("store", Set.of("engine")),
              Map.entry("egress", Set.of("engine")),
              Map.entry("callback", Set.of("engine", "store")),
              Map.entry("access", Set.of("engine", "store")),
              Map.entry("web", Set.of("engine", "access")),
              Map.entry(
                  "apple", Set.of("engine", "store", "access", "callback", "web", "plist", "pki")),
              Map.entry("api", Set.of("engine", "store", "access", "web", "callback")),
              Map.entry("agent", Set.of("engine", "plist")),
              Map.entry("knox", Set.of("engine", "store", "access", "web")),
              Map.entry(
                  "portal",
                  Set.of(
                      "engine",
                      "store",
                      "access",
                      "web",
                      "callback",
                      "knox",
                      "api",
                      "lab",
                      "apple",
                      "bin")),
              Map.entry("bin", Set.of("engine", "store", "access", "web", "callback", "receiver")),
              Map.entry("lab", Set.of("engine", "store", "access", "web", "callback")),
              Map.entry(
                  "server",
                  Set.of(
                      "engine",
                      "store",
                      "egress",
                      "callback",
                      "access",
                      "web",
                      "knox",
                      "api",
                      "lab",
                      "agent",
                      "apple",
                      "bin",
                      "portal",
                      "receiver",
                      "simulator",
                      "testkit"))));

  private Arrows() {}
}

package io.fleetwire.lab;

import java.util.Set;
import java.util.stream.Collectors;

/// Which devices a webhook is about. An empty set is about all; of a set that is not, a device must
/// have one; and all sets must agree. `tags` are the organization's. Immutable.
public record Scope(
    Set<Long> teams,
    Set<Long> bundles,
    Set<String> tags,
    Set<Platform> platforms,
    Set<Long> hosts,
    Set<Long> devices) {
  static final Scope ALL = new Scope(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

  /// A set that is longer should be a team.
  static final int VALUES_MAX = 100;

  public Scope {
    teams = Set.copyOf(teams);
    bundles = Set.copyOf(bundles);
    tags = Set.copyOf(tags);
    platforms = Set.copyOf(platforms);
    hosts = Set.copyOf(hosts);
    devices = Set.copyOf(devices);
  }

  /// The same, with one tag instead of another.
  Scope retagged(String from, String to) {
    Set<String> renamed =
        tags.stream().map(tag -> tag.equals(from) ? to : tag).collect(Collectors.toSet());
    return new Scope(teams, bundles, renamed, platforms, hosts, devices);
  }

  /// What of a device is in no column of its row.
  record Marks(Set<Long> groups, Set<String> tags) {}

  /// Whether somebody must look up a device's marks before asking.
  boolean needsMarks() {
    return !teams.isEmpty() || !bundles.isEmpty() || !tags.isEmpty();
  }

  boolean covers(Device device, Marks marks) {
    return isOneOf(teams, marks.groups())
        && isOneOf(bundles, marks.groups())
        && isOneOf(tags, marks.tags())
        && isOneOf(platforms, Set.of(device.facts().platform()))
        && isOneOf(hosts, Set.of(device.host()))
        && isOneOf(devices, Set.of(device.id()));
  }

  /// What happens to a host itself is for those who did not choose others.
  boolean covers(Host host) {
    return isOneOf(hosts, Set.of(host.id()));
  }

  private static <T> boolean isOneOf(Set<T> wanted, Set<T> has) {
    return wanted.isEmpty() || wanted.stream().anyMatch(has::contains);
  }
}

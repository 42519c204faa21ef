package io.fleetwire.lab;

import io.fleetwire.engine.OrganizationId;

/// A machine that devices hang on. `heard` says whether an agent was ever heard of from there; one
/// that never was cannot go down. Immutable.
public record Host(
    long id,
    OrganizationId organization,
    String name,
    Hosting hosting,
    boolean heard,
    boolean down) {
  /// What somebody wants a host to be; `hosting` is what devices become that are first seen there.
  public record Wish(String name, Hosting hosting) {}

  /// The same host, silent for too long.
  Host fallen() {
    return new Host(id, organization, name, hosting, true, true);
  }

  /// Where a device hangs that hangs nowhere.
  static Host none(OrganizationId organization) {
    return new Host(0, organization, "", Hosting.LOCAL, false, false);
  }

  Host with(Host.Wish wish) {
    return new Host(id, organization, wish.name(), wish.hosting(), heard, down);
  }

  /// The same host, heard of.
  Host up() {
    return new Host(id, organization, name, hosting, true, false);
  }

  /// A machine's name fits a third of it.
  static final int NAME_LENGTH_MAX = 100;
}

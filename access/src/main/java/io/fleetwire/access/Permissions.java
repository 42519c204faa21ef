package io.fleetwire.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// A set of permissions. Immutable.
public record Permissions(Set<Permission> all) {
  public static final Permissions NONE = new Permissions(Set.of());
  static final Permissions EVERYTHING = new Permissions(EnumSet.allOf(Permission.class));

  public Permissions {
    all = Collections.unmodifiableSet(copy(all));
  }

  static Permissions of(Permission... some) {
    return new Permissions(Set.of(some));
  }

  public boolean contain(Permission permission) {
    return all.contains(permission);
  }

  public boolean containAll(Permissions others) {
    return all.containsAll(others.all);
  }

  /// Reads what {@link #toString} wrote; names that exist no more are left out.
  static Permissions parse(String text) {
    return new Permissions(
        Arrays.stream(text.split(" "))
            .flatMap(code -> Permission.find(code).stream())
            .collect(Collectors.toSet()));
  }

  private static Set<Permission> copy(Collection<Permission> some) {
    EnumSet<Permission> copy = EnumSet.noneOf(Permission.class);
    copy.addAll(some);
    return copy;
  }

  /// The codes in their order, separated by blanks.
  @Override
  public String toString() {
    return all.stream().map(Permission::code).collect(Collectors.joining(" "));
  }
}

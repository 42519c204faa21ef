package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.WriteTx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// The people of an organization and their roles, as those change them who may. Each change is in
/// the audit log, by the same commit. Thread-safe.
///
/// Nobody gives what they do not have, and nobody touches who may more than they: otherwise the
/// permission to manage people would be all permissions. The one owner is changed by themselves
/// alone, who hand the organization on.
public final class Directory {
  /// More than anybody tells apart; it bounds every list.
  static final int ROLES_MAX = 100;

  static final int USERS_MAX = 10_000;

  /// What whoever would be one more is told.
  static final String FULL = "an organization has at most " + USERS_MAX + " users";

  private static final String MORE_THAN_YOURS = "this role may more than yours";

  private final Database database;
  private final Passwords passwords;
  private final Secrets secrets;
  private final Leavers leavers;
  private final AuditLog audit;
  private final InstantSource clock;

  Directory(
      Database database,
      Passwords passwords,
      Secrets secrets,
      Leavers leavers,
      AuditLog audit,
      InstantSource clock) {
    this.database = database;
    this.passwords = passwords;
    this.secrets = secrets;
    this.leavers = leavers;
    this.audit = audit;
    this.clock = clock;
  }

  /// The people of an organization, the oldest first.
  public List<User> users(OrganizationId organization) {
    return database.read(tx -> UserTable.list(tx, organization));
  }

  /// The three that are always there, then those that the organization has made.
  public List<Role> roles(OrganizationId organization) {
    List<Role> roles = new ArrayList<>(Role.PREDEFINED);
    roles.addAll(database.read(tx -> RoleTable.list(tx, organization)));
    return List.copyOf(roles);
  }

  /// A new person, with a password that we make.
  public DirectoryAnswer invite(Principal by, String email, String roleCode) {
    if (!User.isEmail(email.strip())) {
      return new DirectoryAnswer.Refused("email", "an email address reads name@host");
    }
    Secret password = secrets.next(SecretKind.PASSWORD);
    String hash = passwords.hash(password);
    return database.write(
        tx -> {
          Optional<Role> role = RoleTable.findAny(tx, by.organization(), roleCode);
          Optional<DirectoryAnswer> fault = faultOfGiving(by, role);
          if (fault.isPresent()) {
            return fault.get();
          }
          if (isFull(tx, by.organization())) {
            return new DirectoryAnswer.Refused("email", FULL);
          }
          return UserTable.insert(
                  tx,
                  new UserTable.NewRow(
                      by.organization(), User.normalEmail(email), role.orElseThrow(), hash),
                  clock.instant())
              .<DirectoryAnswer>map(
                  user -> {
                    audit.append(tx, by, about("user.create", user, user.role().name()));
                    return new DirectoryAnswer.NewUser(user, password);
                  })
              .orElseGet(
                  () -> new DirectoryAnswer.Refused("email", "somebody has this email address"));
        });
  }

  /// Whether nobody can join any more.
  static boolean isFull(ReadTx tx, OrganizationId organization) {
    return UserTable.count(tx, organization) >= USERS_MAX;
  }

  /// Gives a user another role.
  public DirectoryAnswer setRole(Principal by, UserId id, String roleCode) {
    return change(by, id, UserChange.ofRole(roleCode));
  }

  /// Who is not enabled is signed out, and their keys and what they let clients do work no more
  /// until they are enabled again; what they let clients do, for good.
  public DirectoryAnswer setEnabled(Principal by, UserId id, boolean enabled) {
    return change(by, id, UserChange.ofEnabled(enabled));
  }

  /// All that is wished for, or nothing when any of it cannot be.
  public DirectoryAnswer change(Principal by, UserId id, UserChange wish) {
    return change(
        by,
        id,
        (tx, user) ->
            fault(tx, by, user, wish)
                .orElseGet(
                    () -> {
                      wish.role().ifPresent(code -> give(tx, by, user, code));
                      wish.username().ifPresent(name -> rename(tx, by, user, name));
                      wish.enabled().ifPresent(enabled -> enable(tx, by, user, enabled));
                      return changed(tx, id);
                    }));
  }

  private static Optional<DirectoryAnswer> fault(
      ReadTx tx, Principal by, User user, UserChange wish) {
    return wish.role()
        .flatMap(code -> faultOfGiving(by, RoleTable.findAny(tx, by.organization(), code)))
        .or(() -> wish.username().flatMap(name -> faultOfName(tx, user, name)));
  }

  private static Optional<DirectoryAnswer> faultOfName(ReadTx tx, User user, String name) {
    if (!User.isUsername(name)) {
      return Optional.of(
          new DirectoryAnswer.Refused(
              "username", "2 to 64 small letters, digits, dots, dashes and underscores"));
    }
    return UserTable.isUsernameTaken(tx, name, user.id())
        ? Optional.of(new DirectoryAnswer.Refused("username", "somebody has this name"))
        : Optional.empty();
  }

  private void give(WriteTx tx, Principal by, User user, String roleCode) {
    Role role = RoleTable.findAny(tx, by.organization(), roleCode).orElseThrow();
    UserTable.setRole(tx, user.id(), role);
    audit.append(tx, by, about("user.role", user, user.role().name() + " to " + role.name()));
  }

  private void rename(WriteTx tx, Principal by, User user, String username) {
    UserTable.setUsername(tx, user.id(), username);
    audit.append(tx, by, about("user.name", user, username));
  }

  private void enable(WriteTx tx, Principal by, User user, boolean enabled) {
    UserTable.setEnabled(tx, user.id(), enabled);
    if (!enabled) {
      leavers.signOut(tx, user.id());
      leavers.endGrantsOf(tx, user.id());
    }
    audit.append(tx, by, about(enabled ? "user.enable" : "user.disable", user, ""));
  }

  /// Removes a user with their keys and sessions, and ends what they let clients do.
  public DirectoryAnswer remove(Principal by, UserId id) {
    return change(
        by,
        id,
        (tx, user) -> {
          leavers.remove(tx, user);
          audit.append(tx, by, about("user.delete", user, ""));
          return new DirectoryAnswer.ChangedUser(user);
        });
  }

  /// From now on the room that calls forgets whoever is removed, too.
  public void whenRemoved(Farewell farewell) {
    leavers.add(farewell);
  }

  /// Makes another user the owner; the one before becomes an admin.
  public DirectoryAnswer handOver(Principal by, UserId id) {
    return database.write(
        tx -> {
          Optional<User> owner = find(tx, by, new UserId(Math.max(1, by.person().number())));
          Optional<User> next = find(tx, by, id);
          if (owner.isEmpty() || !owner.get().role().isOwner()) {
            return new DirectoryAnswer.NotAllowed("only the owner hands the organization on");
          }
          if (next.isEmpty() || !next.get().enabled()) {
            return new DirectoryAnswer.Unknown();
          }
          UserTable.setRole(tx, owner.get().id(), Role.ADMIN);
          UserTable.setRole(tx, id, Role.OWNER);
          audit.append(
              tx, by, about("organization.owner", next.get(), "from " + owner.get().email()));
          return changed(tx, id);
        });
  }

  /// A new role, or with a code another form of one that there is.
  public DirectoryAnswer saveRole(Principal by, String code, String name, Permissions permissions) {
    if (!Role.isName(name)) {
      return new DirectoryAnswer.Refused("name", "1 to 50 characters that are not blank");
    }
    Optional<DirectoryAnswer> fault =
        faultOfGiving(by, Optional.of(new Role("role-new", name, permissions)));
    return fault.isPresent()
        ? fault.get()
        : database.write(tx -> saveRole(tx, by, new Role(code, name, permissions)));
  }

  private DirectoryAnswer saveRole(WriteTx tx, Principal by, Role wish) {
    List<Role> known = RoleTable.list(tx, by.organization());
    boolean taken =
        known.stream().anyMatch(r -> r.name().equals(wish.name()) && !r.code().equals(wish.code()));
    if (taken) {
      return new DirectoryAnswer.Refused("name", "your organization has a role of this name");
    }
    if (wish.code().isEmpty()) {
      if (known.size() >= ROLES_MAX) {
        return new DirectoryAnswer.Refused(
            "name", "an organization has at most " + ROLES_MAX + " roles of its own");
      }
      Role role = RoleTable.insert(tx, by.organization(), wish, clock.instant());
      audit.append(tx, by, about("role.create", role));
      return new DirectoryAnswer.ChangedRole(role);
    }
    Optional<Role> before = RoleTable.find(tx, by.organization(), wish.code());
    if (before.isEmpty()) {
      return new DirectoryAnswer.Unknown();
    }
    if (!by.person().permissions().containAll(before.get().permissions())) {
      return new DirectoryAnswer.NotAllowed(MORE_THAN_YOURS);
    }
    RoleTable.replace(tx, wish);
    audit.append(tx, by, about("role.update", wish));
    return new DirectoryAnswer.ChangedRole(wish);
  }

  /// Only a role that nobody has goes.
  public DirectoryAnswer removeRole(Principal by, String code) {
    return database.write(
        tx -> {
          Optional<Role> role = RoleTable.find(tx, by.organization(), code);
          if (role.isEmpty()) {
            return new DirectoryAnswer.Unknown();
          }
          if (!by.person().permissions().containAll(role.get().permissions())) {
            return new DirectoryAnswer.NotAllowed(MORE_THAN_YOURS);
          }
          if (RoleTable.isUsed(tx, role.get())) {
            return new DirectoryAnswer.Refused(
                "role", "people have this role; give them another one first");
          }
          RoleTable.delete(tx, role.get());
          audit.append(tx, by, about("role.delete", role.get()));
          return new DirectoryAnswer.ChangedRole(role.get());
        });
  }

  private DirectoryAnswer change(
      Principal by, UserId id, BiFunction<WriteTx, User, DirectoryAnswer> change) {
    return database.write(
        tx -> {
          Optional<User> user = find(tx, by, id);
          if (user.isEmpty()) {
            return new DirectoryAnswer.Unknown();
          }
          if (user.get().role().isOwner()) {
            return new DirectoryAnswer.NotAllowed("the owner hands the organization on first");
          }
          if (!by.person().permissions().containAll(user.get().role().permissions())) {
            return new DirectoryAnswer.NotAllowed("they may more than you");
          }
          return change.apply(tx, user.get());
        });
  }

  private static Optional<DirectoryAnswer> faultOfGiving(Principal by, Optional<Role> role) {
    if (role.isEmpty()) {
      return Optional.of(new DirectoryAnswer.Refused("role", "there is no such role"));
    }
    if (role.get().isOwner()) {
      return Optional.of(
          new DirectoryAnswer.Refused("role", "an organization has one owner, who hands it on"));
    }
    return by.person().permissions().containAll(role.get().permissions())
        ? Optional.empty()
        : Optional.of(new DirectoryAnswer.NotAllowed("nobody gives permissions they lack"));
  }

  private static Optional<User> find(ReadTx tx, Principal by, UserId id) {
    return UserTable.find(tx, id)
        .map(UserTable.StoredUser::user)
        .filter(user -> user.organization().equals(by.organization()));
  }

  private static DirectoryAnswer changed(ReadTx tx, UserId id) {
    return new DirectoryAnswer.ChangedUser(UserTable.find(tx, id).orElseThrow().user());
  }

  private static AuditLog.Change about(String action, User user, String detail) {
    return new AuditLog.Change(action, user.email(), detail);
  }

  private static AuditLog.Change about(String action, Role role) {
    return new AuditLog.Change(action, role.code(), role.name() + ": " + role.permissions());
  }
}

package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table `user_account`.
final class UserTable {
  private static final String SELECT =
      """
      SELECT u.id, u.organization_id, u.email, u.role, u.password_hash, u.username, u.enabled,
        r.name, r.permissions
      FROM user_account u LEFT JOIN role r ON r.code = u.role
      """;

  private UserTable() {}

  /// A user with what their password is checked against.
  record StoredUser(User user, String passwordHash) {
    /// Without the hash.
    @Override
    public String toString() {
      return "StoredUser[" + user + "]";
    }
  }

  /// A user who is to be: no id yet, and an email address in lower case.
  record NewRow(OrganizationId organization, String email, Role role, String passwordHash) {}

  /// Empty when somebody has this email address.
  static Optional<User> insert(WriteTx tx, NewRow wanted, Instant now) {
    if (findByEmail(tx, wanted.email()).isPresent()) {
      return Optional.empty();
    }
    long id = NumberTable.next(tx, NumberTable.Kind.USER);
    tx.update(
        """
        INSERT INTO user_account (id, organization_id, email, role, password_hash, created_at)
        VALUES (?, ?, ?, ?, ?, ?)\
        """,
        id,
        wanted.organization().value(),
        wanted.email(),
        wanted.role().code(),
        wanted.passwordHash(),
        now);
    return Optional.of(
        new User(new UserId(id), wanted.organization(), wanted.email(), "", wanted.role(), true));
  }

  static Optional<StoredUser> findByEmail(ReadTx tx, String email) {
    return tx.find(SELECT + " WHERE u.email = ?", UserTable::stored, email);
  }

  /// By email address, or by user name where there is no at sign.
  static Optional<StoredUser> findByLogin(ReadTx tx, String login) {
    return login.indexOf('@') >= 0
        ? findByEmail(tx, login)
        : tx.find(SELECT + " WHERE u.username = ?", UserTable::stored, login);
  }

  /// The people of an organization, the oldest first.
  static List<User> list(ReadTx tx, OrganizationId organization) {
    return tx
        .list(
            SELECT + " WHERE u.organization_id = ? ORDER BY u.id",
            UserTable::stored,
            organization.value())
        .stream()
        .map(StoredUser::user)
        .toList();
  }

  static long count(ReadTx tx, OrganizationId organization) {
    return tx.find(
            "SELECT count(*) FROM user_account WHERE organization_id = ?",
            row -> row.longAt(1),
            organization.value())
        .orElseThrow();
  }

  static Optional<StoredUser> find(ReadTx tx, UserId id) {
    return tx.find(SELECT + " WHERE u.id = ?", UserTable::stored, id.value());
  }

  static void setRole(WriteTx tx, UserId id, Role role) {
    tx.update("UPDATE user_account SET role = ? WHERE id = ?", role.code(), id.value());
  }

  static void setEnabled(WriteTx tx, UserId id, boolean enabled) {
    tx.update("UPDATE user_account SET enabled = ? WHERE id = ?", enabled, id.value());
  }

  static void setPassword(WriteTx tx, UserId id, String hash) {
    tx.update("UPDATE user_account SET password_hash = ? WHERE id = ?", hash, id.value());
  }

  /// Whether somebody else than `id` has this name.
  static boolean isUsernameTaken(ReadTx tx, String username, UserId id) {
    return tx.find(
            "SELECT 1 FROM user_account WHERE username = ? AND id <> ?",
            row -> row.longAt(1),
            username,
            id.value())
        .isPresent();
  }

  static void setUsername(WriteTx tx, UserId id, String username) {
    tx.update("UPDATE user_account SET username = ? WHERE id = ?", username, id.value());
  }

  /// With their keys, sessions and links.
  static void delete(WriteTx tx, UserId id) {
    ResetTable.deleteAbout(tx, id);
    tx.update("DELETE FROM api_key WHERE user_id = ?", id.value());
    tx.update("DELETE FROM session WHERE user_id = ?", id.value());
    tx.update("DELETE FROM user_account WHERE id = ?", id.value());
  }

  private static StoredUser stored(Row row) {
    User user =
        new User(
            new UserId(row.longAt(1)),
            new OrganizationId(row.longAt(2)),
            row.text(3),
            row.findText(6).orElse(""),
            RoleTable.stored(row.text(4), row.findText(8), row.findText(9)),
            row.booleanAt(7));
    return new StoredUser(user, row.text(5));
  }
}

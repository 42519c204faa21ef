package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.util.Optional;

/// The table `user_account`.
final class UserTable {
  private static final String COLUMNS = "id, organization_id, email, role, password_hash";

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
    long id =
        tx.find("SELECT coalesce(max(id), 0) + 1 FROM user_account", row -> row.longAt(1))
            .orElseThrow();
    int inserted =
        tx.update(
            """
            INSERT INTO user_account (id, organization_id, email, role, password_hash, created_at)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (email) DO NOTHING\
            """,
            id,
            wanted.organization().value(),
            wanted.email(),
            wanted.role().code(),
            wanted.passwordHash(),
            now);
    return inserted == 0
        ? Optional.empty()
        : Optional.of(
            new User(new UserId(id), wanted.organization(), wanted.email(), wanted.role()));
  }

  static Optional<StoredUser> findByEmail(ReadTx tx, String email) {
    return tx.find(
        "SELECT " + COLUMNS + " FROM user_account WHERE email = ?", UserTable::stored, email);
  }

  static Optional<StoredUser> find(ReadTx tx, UserId id) {
    return tx.find(
        "SELECT " + COLUMNS + " FROM user_account WHERE id = ?", UserTable::stored, id.value());
  }

  private static StoredUser stored(Row row) {
    User user =
        new User(
            new UserId(row.longAt(1)),
            new OrganizationId(row.longAt(2)),
            row.text(3),
            Role.of(row.text(4)));
    return new StoredUser(user, row.text(5));
  }
}

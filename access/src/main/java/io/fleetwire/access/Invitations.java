package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// One-time links by which people join and choose their password: no mail is needed, whoever
/// invites hands the link on. What may be given follows {@link Directory}'s rule, when it is given
/// and again when it is taken. Thread-safe.
public final class Invitations {
  /// A week of holidays; a link that lies around longer is a risk.
  static final Duration LIFETIME = Duration.ofDays(7);

  /// Open ones of an organization: more are a mistake in a script.
  private static final int OPEN_MAX = 500;

  private final Database database;
  private final Passwords passwords;
  private final Secrets secrets;
  private final AuditLog audit;
  private final InstantSource clock;

  Invitations(
      Database database,
      Passwords passwords,
      Secrets secrets,
      AuditLog audit,
      InstantSource clock) {
    this.database = database;
    this.passwords = passwords;
    this.secrets = secrets;
    this.audit = audit;
    this.clock = clock;
  }

  /// A new link for an address; an earlier one for it is worth nothing from now on.
  public InvitationAnswer invite(Principal by, String email, String roleCode) {
    if (!User.isEmail(email.strip())) {
      return new InvitationAnswer.Refused("email", "an email address reads name@host");
    }
    Secret token = secrets.next(SecretKind.INVITATION);
    return database.write(tx -> invite(tx, by, new Wish(User.normalEmail(email), roleCode), token));
  }

  private record Wish(String email, String role) {}

  private InvitationAnswer invite(WriteTx tx, Principal by, Wish wish, Secret token) {
    Optional<Role> role = RoleTable.findAny(tx, by.organization(), wish.role());
    if (role.isEmpty() || role.get().isOwner()) {
      return new InvitationAnswer.Refused("role", "choose one of the roles, other than the owner");
    }
    if (!by.person().permissions().containAll(role.get().permissions())) {
      return new InvitationAnswer.Refused("role", "this role may more than yours");
    }
    if (UserTable.findByEmail(tx, wish.email()).isPresent()) {
      return new InvitationAnswer.Refused("email", "somebody has this email address");
    }
    if (Directory.isFull(tx, by.organization())) {
      return new InvitationAnswer.Refused("email", Directory.FULL);
    }
    Instant now = clock.instant();
    if (InvitationTable.list(tx, by.organization(), now).size() >= OPEN_MAX) {
      return new InvitationAnswer.Refused(
          "email", OPEN_MAX + " invitations are open; withdraw some of them");
    }
    Invitation invitation =
        InvitationTable.put(
            tx,
            new Invitation(
                0, by.organization(), wish.email(), role.get(), by.client(), now.plus(LIFETIME)),
            Digest.of(token),
            now);
    audit.append(tx, by, new AuditLog.Change("user.invite", wish.email(), role.get().name()));
    return new InvitationAnswer.Invited(invitation, token);
  }

  /// Those that can still be accepted, the newest first.
  public List<Invitation> list(OrganizationId organization) {
    return database.read(tx -> InvitationTable.list(tx, organization, clock.instant()));
  }

  /// The invitation of a link.
  public Optional<Invitation> find(Secret token) {
    return database.read(tx -> InvitationTable.find(tx, Digest.of(token), clock.instant()));
  }

  /// Ends an invitation. False when the organization has no such one.
  public boolean withdraw(Principal by, long number) {
    return database.write(
        tx -> {
          boolean known = InvitationTable.delete(tx, by.organization(), number);
          if (known) {
            audit.append(tx, by, new AuditLog.Change("user.uninvite", Long.toString(number), ""));
          }
          return known;
        });
  }

  /// Makes the invited a user with this password; the link is used up.
  public InvitationAnswer accept(Secret token, Secret password) {
    Optional<String> fault = Passwords.fault(password);
    if (fault.isPresent()) {
      return new InvitationAnswer.Refused("password", fault.get());
    }
    byte[] hash = Digest.of(token);
    // Hashing costs us; a stranger without a link is not worth it.
    if (find(token).isEmpty()) {
      return new InvitationAnswer.Unknown();
    }
    String passwordHash = passwords.hash(password);
    return database.write(
        tx ->
            InvitationTable.find(tx, hash, clock.instant())
                .map(invitation -> join(tx, invitation, passwordHash))
                .orElseGet(InvitationAnswer.Unknown::new));
  }

  private InvitationAnswer join(WriteTx tx, Invitation invitation, String passwordHash) {
    // The link stays good: somebody may leave.
    if (Directory.isFull(tx, invitation.organization())) {
      return new InvitationAnswer.Refused("email", Directory.FULL);
    }
    InvitationTable.delete(tx, invitation.organization(), invitation.number());
    UserTable.NewRow row =
        new UserTable.NewRow(
            invitation.organization(), invitation.email(), invitation.role(), passwordHash);
    Optional<User> user = UserTable.insert(tx, row, clock.instant());
    user.ifPresent(
        joined ->
            audit.append(
                tx,
                joined.principal(),
                new AuditLog.Change(
                    "user.join", joined.email(), "invited by " + invitation.invitedBy())));
    return user.<InvitationAnswer>map(InvitationAnswer.Joined::new)
        .orElseGet(
            () ->
                new InvitationAnswer.Refused(
                    "email", "somebody has this email address by now; sign in with it"));
  }
}

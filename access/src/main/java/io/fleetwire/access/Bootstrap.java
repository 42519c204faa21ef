package io.fleetwire.access;

import io.fleetwire.access.BootstrapAnswer.ReadyClient;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Creates what is missing of an organization, its owner with an API key, and an OAuth client, all
/// in one transaction. A second run creates nothing. Thread-safe.
final class Bootstrap {
  private static final String KEY_NAME = "bootstrap";

  private final Database database;
  private final ScopeCatalogue catalogue;
  private final Passwords passwords;
  private final Secrets secrets;
  private final InstantSource clock;

  Bootstrap(
      Database database,
      ScopeCatalogue catalogue,
      Passwords passwords,
      Secrets secrets,
      InstantSource clock) {
    this.database = database;
    this.catalogue = catalogue;
    this.passwords = passwords;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// The secrets of whatever turns out to be missing. Made beforehand: hashing a password would
  /// hold up everybody who wants to write.
  private record Prepared(
      Secret password, String passwordHash, Secret apiKey, String clientId, Secret clientSecret) {}

  BootstrapAnswer run(BootstrapRequest request) {
    List<String> faults = faults(request);
    if (!faults.isEmpty()) {
      return new BootstrapAnswer.Refused(faults);
    }
    Secret password = secrets.next(SecretKind.PASSWORD);
    Prepared prepared =
        new Prepared(
            password,
            passwords.hash(password),
            secrets.next(SecretKind.API_KEY),
            secrets.id(),
            secrets.next(SecretKind.CLIENT_SECRET));
    Instant now = clock.instant();
    return database.write(tx -> new Run(tx, prepared, now).create(request));
  }

  private List<String> faults(BootstrapRequest request) {
    List<String> faults = new ArrayList<>();
    if (!Organization.isName(request.organization())) {
      faults.add("an organization has a name of 1 to 200 letters");
    }
    if (!User.isEmail(request.email().strip())) {
      faults.add("an email address reads name@host");
    }
    faults.addAll(ClientRegistration.of(new OrganizationId(1), request.scopes()).faults(catalogue));
    return faults;
  }

  /// One try, inside a transaction.
  private record Run(WriteTx tx, Prepared prepared, Instant now) {

    BootstrapAnswer create(BootstrapRequest request) {
      String email = User.normalEmail(request.email());
      Optional<Organization> organization = OrganizationTable.findNamed(tx, request.organization());
      Optional<User> user = UserTable.findByEmail(tx, email).map(UserTable.StoredUser::user);
      if (user.isPresent()
          && !user.map(User::organization).equals(organization.map(Organization::id))) {
        return refused(email + " belongs to another organization; choose another email address");
      }
      if (organization.isPresent() && isFull(organization.get(), request.scopes())) {
        return refused("the organization has as many clients as it may; reuse one of them");
      }
      return ready(
          organization.orElseGet(() -> OrganizationTable.insert(tx, request.organization(), now)),
          email,
          request.scopes());
    }

    private BootstrapAnswer ready(Organization organization, String email, Scopes scopes) {
      Optional<User> known = UserTable.findByEmail(tx, email).map(UserTable.StoredUser::user);
      User user = known.orElseGet(() -> insertUser(organization, email));
      return new BootstrapAnswer.Ready(
          organization,
          user,
          known.isPresent() ? new Shown.Before() : new Shown.Now(prepared.password()),
          apiKey(user),
          client(organization, scopes));
    }

    private User insertUser(Organization organization, String email) {
      UserTable.NewRow row =
          new UserTable.NewRow(organization.id(), email, Role.OWNER, prepared.passwordHash());
      return UserTable.insert(tx, row, now).orElseThrow();
    }

    private Shown apiKey(User user) {
      if (!ApiKeyTable.list(tx, user.id()).isEmpty()) {
        return new Shown.Before();
      }
      Secret secret = prepared.apiKey();
      ApiKeyTable.insert(
          tx, ApiKey.fresh(ApiKeys.prefix(secret), user.id(), KEY_NAME, now), Digest.of(secret));
      return new Shown.Now(secret);
    }

    private ReadyClient client(Organization organization, Scopes scopes) {
      Optional<OAuthClient> known = findClient(organization, scopes);
      if (known.isPresent()) {
        return new ReadyClient(known.get(), new Shown.Before());
      }
      OAuthClient fresh =
          ClientRegistration.of(organization.id(), scopes).client(prepared.clientId());
      OAuthClientTable.insert(tx, fresh, now);
      OAuthClientTable.insertSecret(tx, fresh.id(), Digest.of(prepared.clientSecret()), now);
      return new ReadyClient(fresh, new Shown.Now(prepared.clientSecret()));
    }

    private boolean isFull(Organization organization, Scopes scopes) {
      return OAuthClientTable.list(tx, organization.id()).size()
              >= OAuthClients.PER_ORGANIZATION_MAX
          && findClient(organization, scopes).isEmpty();
    }

    /// A client with exactly these scopes and no redirect URI is what an earlier run has made.
    private Optional<OAuthClient> findClient(Organization organization, Scopes scopes) {
      return OAuthClientTable.list(tx, organization.id()).stream()
          .filter(client -> client.scopes().equals(scopes) && client.redirectUris().isEmpty())
          .findFirst();
    }

    private static BootstrapAnswer refused(String fault) {
      return new BootstrapAnswer.Refused(List.of(fault));
    }
  }
}

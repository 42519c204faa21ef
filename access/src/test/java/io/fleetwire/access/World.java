package io.fleetwire.access;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import io.fleetwire.store.Database;
import io.fleetwire.store.DatabaseHome;
import io.fleetwire.store.DatabaseSettings;
import io.fleetwire.testkit.SettableClock;
import io.fleetwire.testkit.TrialDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The room on a real database in a test's folder, with a clock that the test moves. Passwords are
/// cheap, or every test would hash for 45 ms.
final class World implements AutoCloseable {
  static final String ISSUER = "https://fleetwire.example";
  static final String ADDRESS = "192.0.2.7";
  static final String REDIRECT_URI = "https://app.example/back";

  final SettableClock clock = SettableClock.atNoon();
  private final Path folder;
  private final AccessSettings settings;
  private Database database;
  private Access access;

  World(Path folder) {
    this(folder, ISSUER);
  }

  World(Path folder, String issuer) {
    this.folder = folder;
    AccessSettings standard = AccessSettings.standard(issuer);
    this.settings =
        new AccessSettings(
            issuer,
            standard.catalogue(),
            standard.keyLifetime(),
            standard.refreshLifetime(),
            new PasswordCost(8, 1, 1));
    this.database = openDatabase();
    this.access = openAccess();
  }

  Access access() {
    return access;
  }

  Database database() {
    return database;
  }

  AccessSettings settings() {
    return settings;
  }

  /// What a restart of the server does.
  void reopen() {
    database.close();
    database = openDatabase();
    access = openAccess();
  }

  /// A second process on the same data.
  Access openAccess() {
    return Access.open(database, settings, clock, new SecureRandom());
  }

  OrganizationId organization() {
    return access.organizations().create("Acme").id();
  }

  /// A registered client of a new organization, and its secret.
  ClientAnswer.NewClient client(String scopes) {
    return register(ClientRegistration.of(organization(), scopes(scopes)));
  }

  /// A registered client that may use the authorization-code flow.
  ClientAnswer.NewClient clientWithRedirect(String scopes) {
    return register(
        new ClientRegistration(
            organization(), scopes(scopes), Duration.ofMinutes(10), Set.of(REDIRECT_URI)));
  }

  ClientAnswer.NewClient register(ClientRegistration registration) {
    return switch (access.clients().register(registration)) {
      case ClientAnswer.NewClient fresh -> fresh;
      case ClientAnswer.Refused(List<String> faults) -> throw new AssertionError(faults);
    };
  }

  /// Whoever keeps the clients of an organization.
  static Principal keeper(OrganizationId organization) {
    return new Principal(organization, Scopes.NONE, "keeper@acme.example", Principal.Kind.USER);
  }

  /// A key that somebody makes for themselves.
  KeyDesk.Answer.Made newKey(User user, String name) {
    return switch (access.keyDesk().create(user.principal(), user.id(), name)) {
      case KeyDesk.Answer.Made made -> made;
      case KeyDesk.Answer other -> throw new AssertionError(other);
    };
  }

  User user(OrganizationId organization, String email) {
    return newUser(organization, email).user();
  }

  UserAnswer.NewUser newUser(OrganizationId organization, String email) {
    return switch (access.users().create(organization, email, Role.OWNER)) {
      case UserAnswer.NewUser fresh -> fresh;
      case UserAnswer.EmailTaken taken -> throw new AssertionError(taken);
      case UserAnswer.Refused refused -> throw new AssertionError(refused);
    };
  }

  TokenAnswer token(ClientAnswer.NewClient client, Map<String, String> parameters) {
    return access.authorizationServer().token(request(client, parameters));
  }

  RevokeAnswer revoke(ClientAnswer.NewClient client, Secret token) {
    return access.authorizationServer().revoke(request(client, Map.of("token", token.reveal())));
  }

  /// An access token by the client-credentials flow.
  Secret accessToken(ClientAnswer.NewClient client) {
    return granted(token(client, Map.of("grant_type", "client_credentials"))).accessToken();
  }

  /// A code for all scopes of `client`, to be redeemed with the verifier of `challenge`.
  Secret codeFor(ClientAnswer.NewClient client, User user, String challenge) {
    String query =
        form(
            Map.of(
                "response_type",
                "code",
                "client_id",
                client.client().id(),
                "redirect_uri",
                REDIRECT_URI,
                "code_challenge",
                challenge,
                "code_challenge_method",
                "S256",
                "state",
                "xyz"));
    return switch (access.authorizationServer().authorize(query, user)) {
      case AuthorizeAnswer.Redirect(String location) -> {
        int start = location.indexOf("?code=") + "?code=".length();
        yield new Secret(location.substring(start, location.indexOf('&', start)));
      }
      case AuthorizeAnswer.Refused refused -> throw new AssertionError(refused);
    };
  }

  Verification verify(Secret token) {
    return access.accessTokens().verify(token.reveal());
  }

  static TokenAnswer.Granted granted(TokenAnswer answer) {
    return switch (answer) {
      case TokenAnswer.Granted granted -> granted;
      case TokenAnswer.GrantedWithRefresh(TokenAnswer.Granted granted, Secret _) -> granted;
      case TokenAnswer.Refused refused -> throw new AssertionError(refused);
      case TooMany tooMany -> throw new AssertionError(tooMany);
    };
  }

  static TokenAnswer.Refused refused(TokenAnswer answer) {
    return switch (answer) {
      case TokenAnswer.Refused refused -> refused;
      case TokenAnswer.Granted granted -> throw new AssertionError(granted);
      case TokenAnswer.GrantedWithRefresh granted -> throw new AssertionError(granted);
      case TooMany tooMany -> throw new AssertionError(tooMany);
    };
  }

  /// A request with the client's id and secret in its body.
  static TokenRequest request(ClientAnswer.NewClient client, Map<String, String> parameters) {
    Map<String, String> all = new TreeMap<>(parameters);
    all.put("client_id", client.client().id());
    all.put("client_secret", client.secret().reveal());
    return request(form(all));
  }

  static TokenRequest request(String form) {
    return new TokenRequest(form, List.of(), ADDRESS);
  }

  static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static Scopes scopes(String text) {
    return Scopes.parse(text).orElseThrow();
  }

  @Override
  public void close() {
    database.close();
  }

  private Database openDatabase() {
    return Database.open(
        DatabaseSettings.server(
            TrialDatabase.chosen().in(folder, DatabaseHome.Folder::new, DatabaseHome::server)),
        List.of(Access.SCHEMA));
  }
}

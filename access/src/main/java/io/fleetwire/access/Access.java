package io.fleetwire.access;

import io.fleetwire.engine.Pump;
import io.fleetwire.store.Database;
import io.fleetwire.store.Schema;
import java.security.SecureRandom;
import java.time.InstantSource;

/// The room, wired: what others get from it. Immutable; everything in it is thread-safe.
public final class Access {
  /// The tables of this room. They name no other room's.
  public static final Schema SCHEMA =
      Schema.of(
          "access",
          Access.class,
          "001-access.sql",
          "002-people.sql",
          "003-reset.sql",
          "004-number.sql");

  private final Organizations organizations;
  private final People people;
  private final OAuth oauth;
  private final Legacy legacy;
  private final Bootstrap bootstrap;
  private final Pump pump;

  private Access(
      Organizations organizations,
      People people,
      OAuth oauth,
      Legacy legacy,
      Bootstrap bootstrap,
      Pump pump) {
    this.organizations = organizations;
    this.people = people;
    this.oauth = oauth;
    this.legacy = legacy;
    this.bootstrap = bootstrap;
    this.pump = pump;
  }

  private record People(
      Users users,
      ApiKeys keys,
      SignIn signIn,
      Sessions sessions,
      Directory directory,
      KeyDesk keyDesk,
      Joining joining,
      AuditLog audit) {}

  /// How people come to be here, and come back.
  private record Joining(Invitations invitations, SetUp setUp, Resets resets) {}

  private record OAuth(
      OAuthClients clients,
      AccessTokens tokens,
      AuthorizationServer server,
      ScopeCatalogue catalogue) {}

  private record Legacy(LegacyClients clients, LegacyTokens tokens) {}

  /// What every part is made of.
  private record Ground(
      Database database, AccessSettings settings, InstantSource clock, SecureRandom random) {

    Secrets secrets() {
      return new Secrets(random);
    }

    ScopeCatalogue catalogue() {
      return settings.catalogue();
    }
  }

  /// Wires the room on a database that was opened with {@link #SCHEMA}. All secrets come of
  /// `random`.
  public static Access open(
      Database database, AccessSettings settings, InstantSource clock, SecureRandom random) {
    Ground ground = new Ground(database, settings, clock, random);
    FailureLimits limits = new FailureLimits(clock);
    Passwords passwords = new Passwords(settings.passwordCost(), ground.secrets());
    Revocations revocations = new Revocations(database, Revocations.MEMORY_MAX);
    Leavers leavers = new Leavers(revocations, clock);
    SigningKeys keys = new SigningKeys(database, settings.keyLifetime(), clock, random);
    AccessTokens tokens =
        new AccessTokens(
            new TokenCodec(keys, settings.issuer()), revocations, ground.secrets(), clock);
    return new Access(
        new Organizations(database, new AuditLog(database, clock), clock),
        people(ground, passwords, limits, leavers),
        oauth(new Trust(ground, limits, revocations, leavers), tokens),
        legacy(ground, limits, tokens),
        new Bootstrap(database, ground.catalogue(), passwords, ground.secrets(), clock),
        AccessPump.of(database, keys, revocations, clock));
  }

  public Organizations organizations() {
    return organizations;
  }

  public Users users() {
    return people.users();
  }

  public ApiKeys apiKeys() {
    return people.keys();
  }

  public SignIn signIn() {
    return people.signIn();
  }

  /// People who are signed in by a browser.
  public Sessions sessions() {
    return people.sessions();
  }

  /// People and roles, to be changed by those who may.
  public Directory directory() {
    return people.directory();
  }

  /// API keys, as people make and end them.
  public KeyDesk keyDesk() {
    return people.keyDesk();
  }

  /// How people join.
  public Invitations invitations() {
    return people.joining().invitations();
  }

  /// How the first account is made.
  public SetUp setUp() {
    return people.joining().setUp();
  }

  /// How people come back who have forgotten their password.
  public Resets resets() {
    return people.joining().resets();
  }

  /// The scopes that exist.
  public ScopeCatalogue scopes() {
    return oauth.catalogue();
  }

  /// Who changed what.
  public AuditLog audit() {
    return people.audit();
  }

  public OAuthClients clients() {
    return oauth.clients();
  }

  public AuthorizationServer authorizationServer() {
    return oauth.server();
  }

  public AccessTokens accessTokens() {
    return oauth.tokens();
  }

  public LegacyClients legacyClients() {
    return legacy.clients();
  }

  public LegacyTokens legacyTokens() {
    return legacy.tokens();
  }

  /// Creates what is missing of an organization, its owner and a client.
  public BootstrapAnswer bootstrap(BootstrapRequest request) {
    return bootstrap.run(request);
  }

  /// Housekeeping, for a driver to step.
  public Pump pump() {
    return pump;
  }

  private static People people(
      Ground ground, Passwords passwords, FailureLimits limits, Leavers leavers) {
    Database database = ground.database();
    InstantSource clock = ground.clock();
    AuditLog audit = new AuditLog(database, clock);
    ApiKeys keys = new ApiKeys(database, clock);
    SignIn signIn = new SignIn(database, passwords, keys, limits);
    Secrets secrets = ground.secrets();
    PasswordGround forPasswords =
        new PasswordGround(database, passwords, secrets, limits, audit, clock);
    return new People(
        new Users(forPasswords),
        keys,
        signIn,
        new Sessions(database, signIn, secrets, clock),
        new Directory(database, passwords, secrets, leavers, audit, clock),
        new KeyDesk(database, secrets, audit, clock),
        new Joining(
            new Invitations(database, passwords, secrets, audit, clock),
            new SetUp(database, passwords, secrets, clock),
            new Resets(forPasswords)),
        audit);
  }

  /// What tells whom to trust.
  private record Trust(
      Ground ground, FailureLimits limits, Revocations revocations, Leavers leavers) {}

  private static OAuth oauth(Trust trust, AccessTokens tokens) {
    Ground ground = trust.ground();
    FailureLimits limits = trust.limits();
    Revocations revocations = trust.revocations();
    Database database = ground.database();
    InstantSource clock = ground.clock();
    ScopeCatalogue catalogue = ground.catalogue();
    OAuthClients clients =
        new OAuthClients(
            database,
            catalogue,
            ground.secrets(),
            trust.leavers(),
            new AuditLog(database, clock),
            clock);
    ClientAuthentication authentication = new ClientAuthentication(database, limits, clock);
    Grants grants =
        new Grants(
            database, revocations, ground.secrets(), clock, ground.settings().refreshLifetime());
    return new OAuth(
        clients,
        tokens,
        new AuthorizationServer(
            new TokenDesk(authentication, grants, tokens, catalogue),
            new RevocationDesk(authentication, grants, tokens, revocations, database, clock),
            new ConsentDesk(clients, grants, catalogue)),
        catalogue);
  }

  private static Legacy legacy(Ground ground, FailureLimits limits, AccessTokens tokens) {
    LegacyClients clients =
        new LegacyClients(
            ground.database(),
            ground.catalogue(),
            ground.secrets(),
            new AuditLog(ground.database(), ground.clock()),
            ground.clock());
    return new Legacy(
        clients, new LegacyTokens(ground.database(), clients, tokens, limits, ground.clock()));
  }
}

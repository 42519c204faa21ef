package io.fleetwire.server;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import io.fleetwire.access.Organization;
import io.fleetwire.access.Role;
import io.fleetwire.access.SessionAnswer;
import io.fleetwire.access.UserAnswer;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One whole server and one Chromium for all trials of the portal in a process. A trial makes an
/// organization of its own, so that none sees another's things. Confined to the thread of the
/// trials: so is the browser.
final class PortalSite implements AutoCloseable {
  private final Path folder;
  private final TrialServer server;
  private final Playwright playwright;
  private final Browser browser;

  private final OrganizationId operator;

  private PortalSite(Path folder, Path chromium) {
    this.folder = folder;
    this.server = TrialServer.start(folder);
    this.operator = server.access().organizations().create("Harbour Operations").id();
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  static PortalSite open(Path chromium) {
    try {
      return new PortalSite(Files.createTempDirectory("portal-site"), chromium);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Somebody who can sign in.
  record Person(OrganizationId organization, String email, Secret password) {}

  TrialServer server() {
    return server;
  }

  URI origin() {
    return server.origin();
  }

  /// The owner of a new organization.
  Person owner() {
    Organization organization = server.access().organizations().create("Harbour Devices Ltd");
    return person(organization.id(), Role.OWNER);
  }

  /// Somebody of the organization that runs the server, whom all trials share.
  Person operator() {
    return person(operator, Role.ADMIN);
  }

  Person person(OrganizationId organization, Role role) {
    String email = role.code() + server.nextNumber() + "@harbour.example";
    UserAnswer answer = server.access().users().create(organization, email, role);
    return switch (answer) {
      case UserAnswer.NewUser(var user, var password) ->
          new Person(organization, user.email(), password);
      case UserAnswer.EmailTaken _, UserAnswer.Refused _ ->
          throw new AssertionError(answer.toString());
    };
  }

  /// The token of a new session, without the page for signing in.
  SessionAnswer.Opened session(Person person) {
    SessionAnswer answer =
        server.access().sessions().open(person.email(), person.password(), "127.0.0.1");
    if (answer instanceof SessionAnswer.Opened opened) {
      return opened;
    }
    throw new AssertionError(answer.toString());
  }

  /// A fresh browser in which nobody is signed in.
  Walk walk() {
    return new Walk(context(), origin());
  }

  /// The same at another server.
  Walk walk(URI elsewhere) {
    return new Walk(context(), elsewhere);
  }

  /// A fresh browser in which this person is signed in.
  Walk walk(Person person) {
    BrowserContext context = context();
    context.addCookies(
        List.of(
            new Cookie("fleetwire_session", session(person).token().reveal())
                .setUrl(origin().toString())
                .setHttpOnly(true)));
    return new Walk(context, origin());
  }

  /// The same without scripts.
  Walk walkWithoutScripts(Person person) {
    BrowserContext context = browser.newContext(still().setJavaScriptEnabled(false));
    context.addCookies(
        List.of(
            new Cookie("fleetwire_session", session(person).token().reveal())
                .setUrl(origin().toString())));
    return new Walk(context, origin());
  }

  private BrowserContext context() {
    return browser.newContext(still().setPermissions(List.of("clipboard-write")));
  }

  /// Nothing moves: what is looked at is there at once.
  private static Browser.NewContextOptions still() {
    return new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(PortalSite::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

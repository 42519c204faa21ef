package io.fleetwire.portal;

import io.fleetwire.access.ClientAnswer;
import io.fleetwire.access.ClientRegistration;
import io.fleetwire.access.LegacyClients;
import io.fleetwire.access.OAuthClient;
import io.fleetwire.access.OAuthClients;
import io.fleetwire.access.Permission;
import io.fleetwire.access.ScopeCatalogue;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.Secret;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// OAuth clients: the programs that call Knox's API and ours in the organization's name.
/// Thread-safe.
final class KnoxClientArea implements Area {
  static final String NEW = KnoxTab.CLIENTS.path() + "/new";

  private static final String ONE = KnoxTab.CLIENTS.path() + "/{clientId}";
  private static final Set<Permission> SETTINGS = Set.of(Permission.SETTINGS);

  /// A working day and the night after it, to bring the new secret to where it is used.
  private static final Duration OVERLAP = Duration.ofHours(24);

  private final Pages pages;
  private final OAuthClients clients;
  private final LegacyClients legacy;
  private final ScopeCatalogue catalogue;

  KnoxClientArea(
      Pages pages, OAuthClients clients, LegacyClients legacy, ScopeCatalogue catalogue) {
    this.pages = pages;
    this.clients = clients;
    this.legacy = legacy;
    this.catalogue = catalogue;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(KnoxTab.CLIENTS.path(), SETTINGS, this::list),
        Paths.get(NEW, SETTINGS, request -> form(200, request, Fields.EMPTY)),
        Paths.post(NEW, SETTINGS, this::create),
        Paths.get(ONE + "/secret", SETTINGS, this::askRotation),
        Paths.post(ONE + "/secret", SETTINGS, this::rotate),
        Paths.get(ONE + "/disable", SETTINGS, this::askSwitching),
        Paths.post(ONE + "/disable", SETTINGS, request -> setEnabled(request, false)),
        Paths.get(ONE + "/enable", SETTINGS, this::askSwitching),
        Paths.post(ONE + "/enable", SETTINGS, request -> setEnabled(request, true)),
        Paths.get(ONE + "/delete", SETTINGS, this::askDeletion),
        Paths.post(ONE + "/delete", SETTINGS, this::delete));
  }

  private Reply list(Request request) {
    OrganizationId organization = request.principal().organization();
    List<ClientRow> rows = clients.list(organization).stream().map(ClientRow::of).toList();
    List<LegacyRow> others = legacy.list(organization).stream().map(LegacyRow::of).toList();
    return pages.show(
        request,
        KnoxTab.of(KnoxTab.CLIENTS),
        (out, frame) ->
            JteClientsGenerated.render(out, NoInterceptor.INSTANCE, frame, rows, others));
  }

  private Reply form(int status, Request request, Fields fields) {
    List<ScopeGroup> groups = ScopeGroup.of(catalogue.all());
    return pages.show(
        status,
        request,
        KnoxTab.below(KnoxTab.CLIENTS, "Create OAuth client"),
        (out, frame) ->
            JteClientFormGenerated.render(out, NoInterceptor.INSTANCE, frame, fields, groups));
  }

  private Reply create(Request request) {
    Fields fields = Fields.read(request.form(), ScopeGroup.fields(catalogue.all()));
    ClientRegistration wish =
        ClientRegistration.of(
            request.principal().organization(), ScopeGroup.chosen(catalogue.all(), fields));
    return switch (clients.register(request.principal(), wish)) {
      case ClientAnswer.NewClient(OAuthClient client, Secret secret) ->
          shown(request, "OAuth client created", client.id(), secret);
      case ClientAnswer.Refused(List<String> faults) ->
          form(422, request, fields.withFault("scopes", String.join("; ", faults)));
    };
  }

  private Reply askRotation(Request request) {
    return pages.ask(request, Place.KNOX, known(request).rotation());
  }

  private Reply rotate(Request request) {
    ClientRow known = known(request);
    Secret secret =
        clients
            .rotateSecret(request.principal(), known.id(), OVERLAP)
            .orElseThrow(KnoxClientArea::unknown);
    return shown(request, "New secret", known.id(), secret);
  }

  /// Who asks for what is so already is asked about the other.
  private Reply askSwitching(Request request) {
    return pages.ask(request, Place.KNOX, known(request).switching());
  }

  private Reply setEnabled(Request request, boolean enabled) {
    ClientRow known = known(request);
    if (!clients.setEnabled(request.principal(), known.id(), enabled)) {
      throw unknown();
    }
    return pages.goTo(
        KnoxTab.CLIENTS.path(),
        "Client " + known.id() + (enabled ? " is enabled." : " is disabled: its tokens ended."));
  }

  private Reply askDeletion(Request request) {
    return pages.ask(request, Place.KNOX, known(request).deletion());
  }

  private Reply delete(Request request) {
    ClientRow known = known(request);
    if (!clients.remove(request.principal(), known.id())) {
      throw unknown();
    }
    return pages.goTo(KnoxTab.CLIENTS.path(), "Client " + known.id() + " was removed.");
  }

  private Reply shown(Request request, String title, String id, Secret secret) {
    ShownView view =
        new ShownView(
            title,
            "Copy the secret now: it is shown this once, and stored as a hash. Who lost it makes"
                + " a new one.",
            List.of(
                new ShownView.Item("client-id", "Client id", id),
                new ShownView.Item("client-secret", "Client secret", secret.reveal())),
            KnoxTab.CLIENTS.crumb());
    return pages.showOnce(request, KnoxTab.below(KnoxTab.CLIENTS, title), view);
  }

  private ClientRow known(Request request) {
    return clients
        .find(request.principal().organization(), request.pathParameter("clientId"))
        .map(ClientRow::of)
        .orElseThrow(KnoxClientArea::unknown);
  }

  static ProblemException unknown() {
    return new ProblemException(
        new Problem.NotFound("your organization has no such client; somebody may have removed it"));
  }
}

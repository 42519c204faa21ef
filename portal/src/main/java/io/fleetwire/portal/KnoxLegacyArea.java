package io.fleetwire.portal;

import io.fleetwire.access.LegacyClient;
import io.fleetwire.access.LegacyClientAnswer;
import io.fleetwire.access.LegacyClients;
import io.fleetwire.access.LegacyKeys;
import io.fleetwire.access.Permission;
import io.fleetwire.access.ScopeCatalogue;
import io.fleetwire.engine.Secret;
import io.fleetwire.web.Json;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Legacy clients: programs that sign for themselves, with a key that is registered here. They are
/// listed beside OAuth clients. Thread-safe.
final class KnoxLegacyArea implements Area {
  static final String PATH = Place.KNOX.path() + "/legacy-clients";
  static final String NEW = PATH + "/new";

  private static final String ONE = PATH + "/{legacyClientId}";
  private static final String KEY = "publicKey";
  private static final Set<Permission> SETTINGS = Set.of(Permission.SETTINGS);

  private final Pages pages;
  private final LegacyClients clients;
  private final ScopeCatalogue catalogue;

  KnoxLegacyArea(Pages pages, LegacyClients clients, ScopeCatalogue catalogue) {
    this.pages = pages;
    this.clients = clients;
    this.catalogue = catalogue;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Paths.get(NEW, SETTINGS, request -> form(200, request, Fields.EMPTY)),
        Paths.post(NEW, SETTINGS, this::create),
        Paths.get(ONE + "/delete", SETTINGS, this::askDeletion),
        Paths.post(ONE + "/delete", SETTINGS, this::delete));
  }

  private Reply form(int status, Request request, Fields fields) {
    List<ScopeGroup> groups = ScopeGroup.of(catalogue.all());
    return pages.show(
        status,
        request,
        KnoxTab.below(KnoxTab.CLIENTS, "Create legacy client"),
        (out, frame) ->
            JteLegacyFormGenerated.render(out, NoInterceptor.INSTANCE, frame, fields, groups));
  }

  /// Who brings no key gets a pair.
  private Reply create(Request request) {
    List<String> names = new ArrayList<>(ScopeGroup.fields(catalogue.all()));
    names.add(KEY);
    Fields fields = Fields.read(request.form(), names);
    String brought = fields.value(KEY).strip();
    Optional<LegacyKeys> made =
        brought.isEmpty() ? Optional.of(clients.newKeys()) : Optional.empty();
    String key = made.map(LegacyKeys::publicKey).orElse(brought);
    return switch (clients.register(
        request.principal(), ScopeGroup.chosen(catalogue.all(), fields), key)) {
      case LegacyClientAnswer.NewLegacyClient(LegacyClient client) ->
          shown(request, client.identifier(), made);
      case LegacyClientAnswer.Refused(List<String> faults) ->
          form(422, request, fields.withFault("scopes", String.join("; ", faults)));
    };
  }

  private Reply askDeletion(Request request) {
    return pages.ask(request, Place.KNOX, known(request).deletion());
  }

  private Reply delete(Request request) {
    LegacyRow known = known(request);
    if (!clients.remove(request.principal(), known.identifier())) {
      throw KnoxClientArea.unknown();
    }
    return pages.goTo(KnoxTab.CLIENTS.path(), "Client " + known.identifier() + " was removed.");
  }

  private Reply shown(Request request, String identifier, Optional<LegacyKeys> made) {
    List<ShownView.Item> items = new ArrayList<>();
    items.add(new ShownView.Item("client-identifier", "Client identifier", identifier));
    made.map(keys -> keysFile(identifier, keys))
        .ifPresent(file -> items.add(new ShownView.Item("keys-json", "keys.json", file.reveal())));
    String text =
        made.isPresent()
            ? "Save keys.json now: it is shown this once, and the private key is not kept here. Who"
                + " lost it makes a new client."
            : "The program signs this identifier with the key whose public half you brought.";
    ShownView view = new ShownView("Legacy client created", text, items, KnoxTab.CLIENTS.crumb());
    return pages.showOnce(request, KnoxTab.below(KnoxTab.CLIENTS, view.title()), view);
  }

  /// With the members that the vendor's file has (contract 3.2).
  private static Secret keysFile(String identifier, LegacyKeys keys) {
    ObjectNode file = Json.mapper().createObjectNode();
    file.put("Public", keys.publicKey());
    file.put("Private", keys.privateKey().reveal());
    file.put("Identifier", identifier);
    return new Secret(file.toPrettyString());
  }

  private LegacyRow known(Request request) {
    return clients
        .find(request.principal().organization(), request.pathParameter("legacyClientId"))
        .map(LegacyRow::of)
        .orElseThrow(KnoxClientArea::unknown);
  }
}

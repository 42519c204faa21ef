package io.fleetwire.portal;

import io.fleetwire.access.AuditQuery;
import io.fleetwire.access.Organization;
import io.fleetwire.access.Permission;
import io.fleetwire.bin.Bin;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.knox.CertificateDesk;
import io.fleetwire.portal.FirstHourView.Action;
import io.fleetwire.portal.FirstHourView.Step;
import io.fleetwire.web.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out how far somebody has come in their first hour, from what is there. Thread-safe.
final class FirstHour {
  /// Whoever has more endpoints is beyond their first hour.
  private static final int LOOKED_AT_MAX = 20;

  private final PortalPorts ports;
  private final Origins origins;

  FirstHour(PortalPorts ports, Origins origins) {
    this.ports = ports;
    this.origins = origins;
  }

  /// What was found out.
  private record Facts(List<Bin> bins, List<Endpoint> endpoints, boolean isTold) {
    Optional<Endpoint> endpoint(String format) {
      return endpoints.stream().filter(e -> e.target().format().equals(format)).findFirst();
    }
  }

  FirstHourView look(Request request) {
    OrganizationId organization = request.principal().organization();
    List<Endpoint> endpoints =
        ports.webhooks().store().endpoints().ownedBy(organization).stream()
            .limit(LOOKED_AT_MAX)
            .toList();
    Facts facts =
        new Facts(
            ports.bins().list(organization),
            endpoints,
            endpoints.stream()
                .anyMatch(e -> ports.webhooks().store().log().lastSequence(e.id()) > 0));
    List<Step> steps = new ArrayList<>();
    steps.add(account(request));
    steps.add(receiver(facts));
    steps.add(endpoint(facts));
    steps.add(event(facts));
    steps.add(verified(organization, facts));
    if (facts.endpoint("knox").isPresent()) {
      steps.add(certificate(organization));
    }
    if (Organization.runsTheServer(organization)) {
      steps.add(address());
    }
    if (request.principal().may(Permission.ORGANIZATION)) {
      steps.add(people(organization));
    }
    return new FirstHourView(steps);
  }

  private Step account(Request request) {
    String name =
        ports
            .access()
            .organizations()
            .find(request.principal().organization())
            .map(Organization::name)
            .orElseThrow();
    return new Step(
        "Have an account",
        name
            + ", and you in it as "
            + request.session().user().role().name()
            + ". Nobody else sees what is in it.",
        true,
        true,
        Optional.empty());
  }

  private static Step receiver(Facts facts) {
    return new Step(
        "Choose a receiver",
        "A request bin is one inside this server: it keeps what comes, and verifies it. Nothing has"
            + " to be installed.",
        !facts.bins().isEmpty() || !facts.endpoints().isEmpty(),
        true,
        Optional.of(Action.deed("Make a request bin", FirstHourArea.BIN)));
  }

  private static Step endpoint(Facts facts) {
    String path =
        facts.bins().stream().findFirst().map(BinView::path).orElse(Place.ENDPOINTS.path());
    return new Step(
        "Say what it is told of",
        "By a Knox subscription, a lab webhook, or an endpoint for events of your own. The bin's"
            + " page fills its address in.",
        !facts.endpoints().isEmpty(),
        true,
        facts.bins().isEmpty() ? Optional.empty() : Optional.of(Action.page("Use the bin", path)));
  }

  /// By the dialect that somebody has chosen.
  private static Step event(Facts facts) {
    Action action =
        facts
            .endpoint("knox")
            .map(_ -> Action.page("Upload sample devices", samples()))
            .or(() -> facts.endpoint("lab").map(_ -> simulate()))
            .or(() -> facts.endpoint("standard").map(FirstHour::test))
            .orElseGet(() -> Action.page("To the endpoints", Place.ENDPOINTS.path()));
    return new Step(
        "Let something happen",
        "Knox: upload ten devices that do not exist. Device lab: let three simulated devices go"
            + " through a story. Endpoint: send a test event.",
        facts.isTold(),
        true,
        facts.endpoints().isEmpty() ? Optional.empty() : Optional.of(action));
  }

  private static String samples() {
    return KnoxOperationArea.UPLOAD + "?samples=on";
  }

  private static Action simulate() {
    return Action.deed("Simulate devices", SampleArea.START);
  }

  private static Action test(Endpoint endpoint) {
    return Action.page("Send a test event", Place.ENDPOINTS.path() + "/" + endpoint.id());
  }

  private Step verified(OrganizationId organization, Facts facts) {
    boolean done = ports.bins().hasVerified(organization);
    Optional<Action> action =
        facts.bins().stream()
            .findFirst()
            .filter(_ -> facts.isTold())
            .map(bin -> Action.page("Look into the bin", BinView.path(bin)));
    return new Step(
        "See a callback that is genuine",
        done
            ? "A bin has received one whose signature fits its bytes."
            : "The bin says of each request whether its signature fits. A lab webhook signs when"
                + " you switch its signature on.",
        done || (facts.bins().isEmpty() && facts.isTold()),
        true,
        action);
  }

  private Step certificate(OrganizationId organization) {
    AuditQuery downloads =
        new AuditQuery(organization, "", CertificateDesk.DOWNLOAD, Long.MAX_VALUE);
    return new Step(
        "Keep the certificate",
        "Your own receiver of Knox callbacks verifies by it.",
        !ports.access().audit().list(downloads, 1).isEmpty(),
        false,
        Optional.of(Action.page("To the certificate", KnoxTab.CERTIFICATE.path())));
  }

  private Step address() {
    return new Step(
        "Name the public address",
        origins
            .known()
            .map(url -> "Links and bins begin with " + url + ".")
            .orElse(
                "When others are to reach this server, start it with --public-url"
                    + " https://fleetwire.company.example, or set server.public-url."),
        origins.known().isPresent(),
        false,
        Optional.empty());
  }

  private Step people(OrganizationId organization) {
    boolean done =
        ports.access().directory().users(organization).size() > 1
            || !ports.access().invitations().list(organization).isEmpty();
    return new Step(
        "Invite a second person",
        "By a link that works once. Two people can help each other to a new password.",
        done,
        false,
        Optional.of(Action.page("Invite somebody", Place.PEOPLE.path())));
  }
}

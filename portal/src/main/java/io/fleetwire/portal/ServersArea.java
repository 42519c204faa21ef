package io.fleetwire.portal;

import io.fleetwire.access.Organization;
import io.fleetwire.access.Permission;
import io.fleetwire.engine.Lanes;
import io.fleetwire.engine.Node;
import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// The servers that share the database, for who runs them. Thread-safe.
final class ServersArea implements Area {
  private final Pages pages;
  private final WebhookPorts ports;
  private final InstantSource clock;

  ServersArea(Pages pages, WebhookPorts ports, InstantSource clock) {
    this.pages = pages;
    this.ports = ports;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(Paths.get(Place.SERVERS.path(), Set.of(Permission.SETTINGS), this::list));
  }

  private Reply list(Request request) {
    if (!Organization.runsTheServer(request.principal().organization())) {
      throw new ProblemException(
          new Problem.Forbidden("servers are shown to whoever runs them; ask them"));
    }
    int own = ports.store().membership().number();
    List<Node> nodes = ports.store().nodes();
    Lanes owned = nodes.stream().map(Node::lanes).reduce(Lanes.NONE, Lanes::with);
    ServersView view =
        new ServersView(
            nodes.stream().map(node -> ServersView.Line.of(node, own)).toList(),
            Moment.of(ports.pulse().since(), clock.instant()),
            owned.equals(Lanes.ALL)
                ? ""
                : Amounts.count(Lanes.ALL.size() - owned.size(), "lane belongs", "lanes belong")
                    + " to nobody just now");
    return pages.show(
        request,
        Heading.of(Place.SERVERS),
        (out, frame) -> JteServersGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }
}

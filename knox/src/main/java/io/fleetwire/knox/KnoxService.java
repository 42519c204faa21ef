package io.fleetwire.knox;

import io.fleetwire.engine.Pump;
import io.fleetwire.store.Database;
import io.fleetwire.web.RouteGroup;
import java.util.List;

/// The slice at work: what the web server routes to it, and what must be stepped.
public final class KnoxService {
  private final CertificateRotation certificates;
  private final KnoxEvents events;

  KnoxService(
      Database database,
      KnoxSettings settings,
      KnoxWorld world,
      CertificateRotation certificates,
      KnoxPorts ports) {
    this.certificates = certificates;
    this.events = new KnoxEvents(KnoxEventCatalogue.shipped(), ports.intake(), world.clock());
  }

  /// The routes, each path family with the form in which it reports errors.
  public List<RouteGroup> routes() {
    return List.of();
  }

  /// What must be driven, each by a thread of its own.
  public List<Pump> pumps() {
    return List.of(certificates);
  }

  /// The door for events that come from elsewhere.
  public KnoxEvents events() {
    return events;
  }
}

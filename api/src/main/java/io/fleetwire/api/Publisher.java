package io.fleetwire.api;

import io.fleetwire.engine.OrganizationId;
import io.fleetwire.engine.TraceId;
import io.fleetwire.web.Problem;
import io.fleetwire.web.Problem.Fault;
import io.fleetwire.web.ProblemException;
import java.util.ArrayList;
import java.util.List;

/// Publishes one event for somebody who wrote it into a form, by the rules of the API. Thread-safe.
public final class Publisher {
  private final EventReader reader;
  private final EventDesk desk;
  private final Catalogue catalogue;

  Publisher(EventReader reader, EventDesk desk, Catalogue catalogue) {
    this.reader = reader;
    this.desk = desk;
    this.catalogue = catalogue;
  }

  /// What somebody wrote. `subject` may be empty: the event is then about its type. `data` is JSON.
  public record Wish(String type, String subject, String data) {}

  /// Throws a problem with every fault, whose places are `/type`, `/subject`, and `/data` or below.
  public Receipt publish(OrganizationId organization, TraceId trace, Wish wish) {
    EventReader.Found found = reader.readWritten(wish);
    List<Fault> faults = new ArrayList<>(found.faults());
    List<EventDraft> drafts = new ArrayList<>();
    for (EventDraft draft : found.drafts()) {
      drafts.add(catalogue.checked(organization, draft, faults));
    }
    if (!faults.isEmpty()) {
      throw new ProblemException(new Problem.Invalid(faults));
    }
    EventDesk.Order order = new EventDesk.Order(organization, trace, drafts, "", "");
    return switch (desk.publish(order)) {
      case EventDesk.Published(List<Receipt> receipts) -> receipts.getFirst();
      case EventDesk.Repeated _, EventDesk.KeyTaken _, EventDesk.NamesTaken _ ->
          throw new AssertionError("what has no name was not published before");
    };
  }
}

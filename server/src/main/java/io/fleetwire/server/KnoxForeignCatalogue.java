package io.fleetwire.server;

import io.fleetwire.api.ForeignCatalogue;
import io.fleetwire.engine.EventType;
import io.fleetwire.knox.KnoxEventCatalogue;
import io.fleetwire.knox.KnoxPayload;

/// Lets our own API publish the events of Knox's catalogue: slices do not know each other.
/// Immutable.
final class KnoxForeignCatalogue implements ForeignCatalogue {
  private final KnoxEventCatalogue catalogue;

  KnoxForeignCatalogue(KnoxEventCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public boolean has(EventType type) {
    return catalogue.find(type.name()).isPresent();
  }

  @Override
  public Judged judge(EventType type, byte[] data) {
    return switch (KnoxPayload.normalise(data)) {
      case KnoxPayload.Answer.Normalised(var payload) -> new Fit(payload);
      case KnoxPayload.Answer.Refused(String reason) -> new Unfit(reason);
    };
  }
}

package io.fleetwire.server;

import io.fleetwire.api.ForeignCatalogue;
import io.fleetwire.apple.Apple;
import io.fleetwire.engine.EventType;
import io.fleetwire.knox.KnoxEventCatalogue;
import io.fleetwire.knox.KnoxPayload;
import io.fleetwire.lab.Activity;

/// What our own API is told of the dialects' events: slices do not know each other. Those of Knox's
/// catalogue may be published by whoever may publish; those of the lab and of Apple devices happen,
/// and nobody else says so: their receivers believe that a device did it. Immutable.
final class DialectCatalogue implements ForeignCatalogue {
  private final KnoxEventCatalogue knox;

  DialectCatalogue(KnoxEventCatalogue knox) {
    this.knox = knox;
  }

  @Override
  public boolean has(EventType type) {
    return knox.find(type.name()).isPresent() || isOfLab(type) || Apple.tells(type);
  }

  @Override
  public Judged judge(EventType type, byte[] data) {
    if (isOfLab(type)) {
      return new Unfit(type + " is told when an agent reports it, and cannot be published");
    }
    if (Apple.tells(type)) {
      return new Unfit(type + " is told when a device reports it, and cannot be published");
    }
    return switch (KnoxPayload.normalise(data)) {
      case KnoxPayload.Answer.Normalised(var payload) -> new Fit(payload);
      case KnoxPayload.Answer.Refused(String reason) -> new Unfit(reason);
    };
  }

  private static boolean isOfLab(EventType type) {
    return Activity.find(type.name()).isPresent();
  }
}

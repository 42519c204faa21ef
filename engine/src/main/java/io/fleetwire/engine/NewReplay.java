package io.fleetwire.engine;

/// A replay that somebody asks for: of what `query` finds in the log of `endpoint`, whatever other
/// endpoints the query names.
public record NewReplay(EndpointId endpoint, DeliveryQuery query, int perSecondMax) {
  /// Leaves most of what an endpoint bears to the news.
  public static final int PER_SECOND_USUAL = 50;
}

package io.fleetwire.engine;

/// How much a scheduler keeps in memory and starts at a time. The limits on what is held are soft:
/// what one commit brings may go past them.
public record SchedulerLimits(
    int heldMax, long heldBytesMax, int heldPerEndpointMax, int attemptsMax) {
  /// 50,000 deliveries or 64 MiB of payloads are a few seconds of work for one machine; 2,000 per
  /// endpoint keep one busy without letting it fill the memory; 1,024 requests in flight bound
  /// sockets.
  public static final SchedulerLimits STANDARD =
      new SchedulerLimits(50_000, 64L * 1024 * 1024, 2_000, 1_024);
}

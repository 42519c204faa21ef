package io.fleetwire.bench;

import java.net.InetSocketAddress;

/// The requests that make a server under test send callbacks: one request, one event, one callback.
interface Workload {
  /// The same events in every run.
  long SEED = 42;

  /// Where the requests of a new connection go.
  InetSocketAddress address();

  /// The bytes of the request for event `number`, whose callback will carry {@link
  /// EventNumber#print}. Called by the generator's thread alone; the bytes may be used again for
  /// the next request.
  byte[] request(long number);
}

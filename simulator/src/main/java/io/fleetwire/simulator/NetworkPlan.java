package io.fleetwire.simulator;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/// What devices may use of the network.
///
/// @param connections at a time; as many devices are at work
/// @param answer how long a device waits for one answer
/// @param patience for how long a device says again what was not taken
/// @param anchors who else may vouch for servers, besides whom this machine trusts
/// @param trustsAll whether every server's certificate is believed
/// @param keys how many keys there are; devices share them, and differ by their certificates
public record NetworkPlan(
    int connections,
    Duration answer,
    Duration patience,
    List<X509Certificate> anchors,
    boolean trustsAll,
    int keys) {
  /// A device's own patience with a connection is about a minute.
  public static final NetworkPlan STANDARD =
      new NetworkPlan(128, Duration.ofSeconds(60), Duration.ofMinutes(2), List.of(), false, 8);

  public NetworkPlan {
    anchors = List.copyOf(anchors);
    if (connections < 1 || keys < 1) {
      throw new AssertionError("nothing can be done without a connection or a key");
    }
  }

  public NetworkPlan withConnections(int other) {
    return new NetworkPlan(other, answer, patience, anchors, trustsAll, keys);
  }

  public NetworkPlan withPatience(Duration other) {
    return new NetworkPlan(connections, answer, other, anchors, trustsAll, keys);
  }

  public NetworkPlan trusting(List<X509Certificate> others, boolean all) {
    return new NetworkPlan(connections, answer, patience, others, all, keys);
  }
}

package io.fleetwire.bench;

import java.net.InetSocketAddress;
import java.util.List;

/// Connects that were written beforehand, each device's in its turn. Confined to the generator's
/// thread.
final class ConnectWorkload implements Workload {
  private final InetSocketAddress address;
  private final List<byte[]> connects;

  ConnectWorkload(InetSocketAddress address, List<byte[]> connects) {
    this.address = address;
    this.connects = connects;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public byte[] request(long number) {
    return connects.get((int) (number % connects.size()));
  }
}

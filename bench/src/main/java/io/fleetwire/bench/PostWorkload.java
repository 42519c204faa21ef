package io.fleetwire.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Posts an event to `/events/<endpoint>`, each endpoint in its turn. Confined to the generator's
/// thread.
final class PostWorkload implements Workload {
  /// So many different bodies are enough that no cache knows the next one.
  private static final int VARIETY = 64;

  private final List<InetSocketAddress> addresses;
  private final List<Prepared> requests;
  private int connections;

  private PostWorkload(List<InetSocketAddress> addresses, List<Prepared> requests) {
    this.addresses = addresses;
    this.requests = requests;
  }

  /// A request and where in it the event's number stands.
  private static final class Prepared {
    private final byte[] bytes;
    private final int numberAt;

    Prepared(byte[] bytes, int numberAt) {
      this.bytes = bytes;
      this.numberAt = numberAt;
    }
  }

  static PostWorkload to(int port, int endpoints, RandomGenerator random) {
    return to(List.of(port), endpoints, random);
  }

  /// Each connection goes to the next of these ports.
  static PostWorkload to(List<Integer> ports, int endpoints, RandomGenerator random) {
    List<Prepared> requests = new ArrayList<>();
    int rounds = Math.ceilDiv(VARIETY, endpoints);
    for (int i = 0; i < rounds * endpoints; i++) {
      requests.add(prepare(i % endpoints, SampleEvent.json(random)));
    }
    InetAddress here = InetAddress.getLoopbackAddress();
    return new PostWorkload(
        ports.stream().map(port -> new InetSocketAddress(here, port)).toList(),
        List.copyOf(requests));
  }

  private static Prepared prepare(int endpoint, byte[] body) {
    String head =
        "POST /events/%d HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                .formatted(endpoint)
            + "Content-Length: %d\r\nX-Trace-Id: ".formatted(body.length);
    byte[] text =
        (head + EventNumber.print(0) + "\r\n\r\n" + new String(body, US_ASCII)).getBytes(US_ASCII);
    return new Prepared(text, head.length());
  }

  @Override
  public InetSocketAddress address() {
    return addresses.get(connections++ % addresses.size());
  }

  @Override
  public byte[] request(long number) {
    Prepared request = requests.get((int) (number % requests.size()));
    EventNumber.write(number, request.bytes, request.numberAt);
    return request.bytes;
  }
}

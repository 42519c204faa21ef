package io.fleetwire.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fleetwire.testkit.DeviceNumbers;
import java.net.InetSocketAddress;
import java.util.List;

/// Uploads one device with each request, for each organization in its turn: one request, one bulk
/// operation, one callback. Confined to the generator's thread.
final class UploadWorkload implements Workload {
  private final InetSocketAddress address;
  private final List<Prepared> requests;

  /// One access token for each organization.
  UploadWorkload(InetSocketAddress address, List<String> tokens) {
    this.address = address;
    this.requests = tokens.stream().map(UploadWorkload::prepare).toList();
  }

  /// A request of one organization, and where in it the event's number and the device stand.
  private static final class Prepared {
    private final byte[] bytes;
    private final int numberAt;
    private final int deviceAt;

    Prepared(byte[] bytes, int numberAt, int deviceAt) {
      this.bytes = bytes;
      this.numberAt = numberAt;
      this.deviceAt = deviceAt;
    }
  }

  private static Prepared prepare(String token) {
    String body =
        "{\"deviceIds\":[\"%s\"],\"targetServices\":[\"KAI\"]}".formatted(DeviceNumbers.imei(0));
    String head =
        """
        POST /kdms/v1/devices/upload HTTP/1.1
        Host: localhost
        Content-Type: application/json
        Content-Length: %d
        Authorization: Bearer %s
        X-WSM-TXID: \
        """
            .formatted(body.length(), token)
            .replace("\n", "\r\n");
    String request = head + EventNumber.print(0) + "\r\n\r\n" + body;
    return new Prepared(
        request.getBytes(US_ASCII), head.length(), request.indexOf(DeviceNumbers.imei(0)));
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public byte[] request(long number) {
    Prepared request = requests.get((int) (number % requests.size()));
    EventNumber.write(number, request.bytes, request.numberAt);
    byte[] device = DeviceNumbers.imei((int) (number % DeviceNumbers.COUNT_MAX)).getBytes(US_ASCII);
    System.arraycopy(device, 0, request.bytes, request.deviceAt, device.length);
    return request.bytes;
  }
}

package io.fleetwire.simulator;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Opens connections for all devices of a fleet, no more than the plan allows at a time.
/// Thread-safe; blocks.
final class Network {
  private static final int CONNECT_MILLIS = 10_000;

  private final NetworkPlan plan;
  private final Optional<URI> origin;
  private final Semaphore slots;
  private final Trust trust;

  /// `origin` is where all that leads to the profile's server is to go instead.
  Network(NetworkPlan plan, Optional<URI> origin) {
    this.plan = plan;
    this.origin = origin;
    this.slots = new Semaphore(plan.connections(), true);
    this.trust = Trust.of(plan.anchors(), plan.trustsAll());
  }

  NetworkPlan plan() {
    return plan;
  }

  /// How devices trust that have `more` anchors from their profile.
  Trust trust(List<X509Certificate> more) {
    if (more.isEmpty()) {
      return trust;
    }
    List<X509Certificate> all = new ArrayList<>(plan.anchors());
    all.addAll(more);
    return Trust.of(all, plan.trustsAll());
  }

  /// A connection for requests to `url`; `home` is the profile's server.
  Wire open(URI url, Optional<URI> home, Trust trusted, Optional<AppleIdentity> identity)
      throws IOException {
    acquire();
    Socket socket = new Socket();
    try {
      URI there = led(url, home);
      boolean tls = "https".equalsIgnoreCase(there.getScheme());
      int port = there.getPort() >= 0 ? there.getPort() : tls ? 443 : 80;
      String host = there.getHost().replaceAll("[\\[\\]]", "");
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(plan.answer().toMillis()));
      connect(socket, new InetSocketAddress(host, port));
      // Known by the name that was meant, wherever it is: as if the name led there.
      Socket ready = tls ? encrypted(socket, url.getHost(), trusted.context(identity)) : socket;
      return new Wire(ready, slots::release);
    } catch (IOException | RuntimeException e) {
      socket.close();
      slots.release();
      throw e;
    }
  }

  private static void connect(Socket socket, InetSocketAddress address) throws IOException {
    try {
      socket.connect(address, CONNECT_MILLIS);
    } catch (IOException e) {
      throw new IOException(
          "%s:%d cannot be reached: %s"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
  }

  private URI led(URI url, Optional<URI> home) {
    boolean ours = home.isEmpty() || isSameServer(home.get(), url);
    return ours ? origin.orElse(url) : url;
  }

  static boolean isSameServer(URI one, URI other) {
    return one.getRawAuthority().equalsIgnoreCase(other.getRawAuthority());
  }

  private Socket encrypted(Socket plain, String host, SSLContext tls) throws IOException {
    SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
    if (!plan.trustsAll()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    try {
      socket.startHandshake();
    } catch (SSLHandshakeException e) {
      throw e.getCause() instanceof CertificateException ? distrusted(host, e) : e;
    }
    return socket;
  }

  private static IOException distrusted(String host, SSLHandshakeException e) {
    return new IOException(
        host
            + " shows a certificate that is not believed: "
            + e.getMessage()
            + "; name who issued it by --ca, or believe every server by --insecure",
        e);
  }

  private void acquire() throws IOException {
    try {
      slots.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stop = new InterruptedIOException("stopped");
      stop.initCause(e);
      throw stop;
    }
  }
}

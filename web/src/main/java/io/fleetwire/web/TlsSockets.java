package io.fleetwire.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/// Makes the sockets of callers for Helidon: by the context that is current, asking for a
/// certificate, closing what lies beneath when they are closed. Thread-safe.
///
/// Helidon's other way (channels) looks up the name of each caller in DNS before it shakes hands,
/// so that a slow resolver would stop every device; and its way with sockets neither asks for
/// certificates nor bounds the handshake. Hence `greeted`, which is told on the connection's thread
/// before the handshake.
final class TlsSockets extends SSLSocketFactory {
  private final ServerTls tls;
  private final Runnable greeted;

  private TlsSockets(ServerTls tls, Runnable greeted) {
    this.tls = tls;
    this.greeted = greeted;
  }

  /// A context as Helidon wants one.
  static SSLContext context(ServerTls tls, Runnable greeted) {
    return new Context(new Switching(tls, new TlsSockets(tls, greeted)), tls.current());
  }

  @Override
  public Socket createSocket(Socket socket, InputStream consumed, boolean autoClose)
      throws IOException {
    greeted.run();
    SSLSocket secure =
        (SSLSocket) tls.current().getSocketFactory().createSocket(socket, consumed, true);
    secure.setWantClientAuth(tls.isAsking());
    return secure;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.current().getSocketFactory().getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.current().getSocketFactory().getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    throw noCalls();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw noCalls();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw noCalls();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw noCalls();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    throw noCalls();
  }

  private static IOException noCalls() {
    return new IOException("these sockets are for callers; nobody is called through them");
  }

  /// The JDK's class is abstract in name only: its constructor is for those who bring the rest.
  private static final class Context extends SSLContext {
    Context(SSLContextSpi inside, SSLContext like) {
      super(inside, like.getProvider(), like.getProtocol());
    }
  }

  private static final class Switching extends SSLContextSpi {
    private final ServerTls tls;
    private final SSLSocketFactory sockets;

    Switching(ServerTls tls, SSLSocketFactory sockets) {
      this.tls = tls;
      this.sockets = sockets;
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("made ready to use");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return sockets;
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return tls.current().getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return tls.current().createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return tls.current().createSSLEngine(host, port);
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return tls.current().getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return tls.current().getClientSessionContext();
    }
  }
}

package io.fleetwire.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// A wire between a client and a server of this machine that is cut at a chosen moment.
/// Thread-safe.
public final class CutWire implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;

  private final ServerSocket listener;
  private final int target;
  private final String mark;
  private final AtomicReference<Plan> plan = new AtomicReference<>(Plan.NONE);
  private final AtomicInteger arriving = new AtomicInteger();
  private volatile boolean refusesAfterwards;
  private volatile boolean refusing;

  /// What does not arrive.
  public enum Cut {
    /// What the client says.
    ITSELF,
    /// What the server answers to it; it is cut when the answer has come this far.
    ITS_ANSWER
  }

  private enum Plan {
    NONE,
    CUT_ITSELF,
    CUT_ITS_ANSWER
  }

  private CutWire(ServerSocket listener, int target, String mark) {
    this.listener = listener;
    this.target = target;
    this.mark = mark;
  }

  /// A wire to a port of this machine. Connections are cut on which the client has once said
  /// `mark`; others, which talk at their own times, are not.
  public static CutWire to(int target, String mark) {
    try {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      CutWire wire = new CutWire(listener, target, mark);
      Thread.ofVirtual().name("wire").start(wire::accept);
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// Cuts the connection, of those with the mark, on which the client says something next, once it
  /// has said `before` things that arrive.
  public void cutAfter(int before, Cut cut) {
    arriving.set(before);
    plan.set(
        switch (cut) {
          case ITSELF -> Plan.CUT_ITSELF;
          case ITS_ANSWER -> Plan.CUT_ITS_ANSWER;
        });
  }

  /// The same, and nobody can connect any more.
  public void cutAfterAndRefuse(int before, Cut cut) {
    refusesAfterwards = true;
    cutAfter(before, cut);
  }

  /// Lets everybody connect again.
  public void mend() {
    refusesAfterwards = false;
    refusing = false;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (refusing) {
          client.close();
          continue;
        }
        Connection connection =
            new Connection(client, new Socket(InetAddress.getLoopbackAddress(), target));
        Thread.ofVirtual().name("wire-there").start(connection::carryThere);
        Thread.ofVirtual().name("wire-back").start(connection::carryBack);
      } catch (IOException _) {
        // The listener was closed, or the server is not there: the client sees the same.
      }
    }
  }

  private final class Connection {
    private final Socket client;
    private final Socket server;
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile boolean answerIsLost;

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void carryThere() {
      try (client;
          server) {
        InputStream from = client.getInputStream();
        OutputStream to = server.getOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        boolean isMarked = false;
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
          Plan due = isMarked ? due() : Plan.NONE;
          isMarked |= new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains(mark);
          if (due != Plan.NONE) {
            cut(due, to, buffer, read);
            return;
          }
          to.write(buffer, 0, read);
        }
      } catch (IOException _) {
        // One of both has ended the connection.
      }
    }

    private Plan due() {
      boolean isPlanned = plan.get() != Plan.NONE;
      return isPlanned && arriving.getAndDecrement() <= 0 ? plan.getAndSet(Plan.NONE) : Plan.NONE;
    }

    private void cut(Plan due, OutputStream to, byte[] buffer, int length) throws IOException {
      refusing = refusesAfterwards;
      if (due == Plan.CUT_ITS_ANSWER) {
        answerIsLost = true;
        to.write(buffer, 0, length);
        try {
          answered.await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }
    }

    void carryBack() {
      try (client;
          server) {
        InputStream from = server.getInputStream();
        OutputStream to = client.getOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
          if (answerIsLost) {
            answered.countDown();
            return;
          }
          to.write(buffer, 0, read);
        }
      } catch (IOException _) {
        // One of both has ended the connection.
      }
    }
  }
}

package io.fleetwire.store;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A client of PostgreSQL that stops in the middle of what it says: it has a statement executed and
/// never sends the `Sync` that would end the message. No driver can be made to do that, but a
/// process that is stopped does it.
///
/// <https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY>
final class HalfSaid implements AutoCloseable {
  private static final int PROTOCOL = 3 << 16;
  private static final int LONG_ENOUGH_MILLIS = 60_000;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  private HalfSaid(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = new DataOutputStream(socket.getOutputStream());
  }

  /// A client of a database that asks for no password.
  static HalfSaid to(String url) throws IOException {
    URI address = URI.create(url);
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(LONG_ENOUGH_MILLIS);
    HalfSaid client = new HalfSaid(socket);
    client.introduce(address.getUserInfo(), address.getPath().substring(1));
    return client;
  }

  private void introduce(String user, String database) throws IOException {
    byte[] text = bytes("user\0" + user + "\0database\0" + database + "\0\0");
    out.writeInt(Integer.BYTES * 2 + text.length);
    out.writeInt(PROTOCOL);
    out.write(text);
    awaitMessage('Z');
  }

  /// Has the server execute a statement, and leaves it waiting for more.
  void begin(String sql) throws IOException {
    say('P', "\0" + sql + "\0\0\0");
    say('B', "\0\0\0\0\0\0\0\0");
    say('E', "\0\0\0\0\0");
    say('H', "");
    awaitMessage('C');
  }

  private void say(char type, String text) throws IOException {
    out.writeByte(type);
    out.writeInt(Integer.BYTES + text.length());
    out.write(bytes(text));
  }

  private void awaitMessage(char type) throws IOException {
    char seen = read();
    while (seen != type) {
      if (seen == 'E') {
        throw new IOException("the server refuses");
      }
      seen = read();
    }
  }

  private char read() throws IOException {
    char type = (char) in.readUnsignedByte();
    in.skipNBytes(in.readInt() - Integer.BYTES);
    return type;
  }

  /// Whether the server has ended the connection; waits for it.
  boolean hasEnded() throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      while (true) {
        said.write(read());
      }
    } catch (EOFException _) {
      return said.toString(StandardCharsets.US_ASCII).startsWith("E");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package io.fleetwire.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.ServerRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A body as Helidon reads it. What can go wrong on the way becomes a problem of the caller's: it
/// broke off, or its chunks are no chunks.
final class HelidonBody implements BodySource {
  private final ServerRequest request;
  private final int bytesMax;

  /// `bytesMax` is more than any route reads: where Helidon stops.
  HelidonBody(ServerRequest request, int bytesMax) {
    this.request = request;
    this.bytesMax = bytesMax;
  }

  @Override
  public long declaredLength() {
    return request.headers().contentLength().orElse(-1);
  }

  @Override
  public boolean isPresent() {
    return declaredLength() > 0 || request.headers().contains(HeaderNames.TRANSFER_ENCODING);
  }

  @Override
  public InputStream open() {
    return new Translating(request.content().inputStream(), bytesMax);
  }

  private static final class Translating extends FilterInputStream {
    private final int bytesMax;

    Translating(InputStream in, int bytesMax) {
      super(in);
      this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (RequestException e) {
        throw new ProblemException(
            e.status().code() == 413
                ? new Problem.BodyTooLarge(bytesMax)
                : new Problem.BadRequest(400, "the chunks of the body cannot be read"));
      } catch (RuntimeException _) {
        boolean late = Thread.currentThread().isInterrupted();
        throw new ProblemException(
            late ? new Problem.BodyTooSlow() : new Problem.BadRequest(400, "the body broke off"));
      }
    }

    // Helidon itself skips what was not read, or closes the connection.
    @Override
    public void close() {}
  }
}

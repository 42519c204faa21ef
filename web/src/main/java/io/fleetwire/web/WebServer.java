package io.fleetwire.web;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.World;
import io.fleetwire.web.Edge.Answer;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The HTTP server: made, started once, closed once. Thread-safe.
///
/// Helidon parses and writes HTTP/1.1; which route, who may, and what is answered is decided by
/// {@link Edge}. Clear text and TLS have a listener each, with the same routes.
public final class WebServer implements AutoCloseable {
  /// Longer request lines and heads than these belong to no client of ours.
  private static final int REQUEST_LINE_BYTES_MAX = 8 * 1024;

  private static final int HEAD_BYTES_MAX = 32 * 1024;

  /// Helidon reads a chunk as a whole, so it must know a limit, too: twice our largest body, so
  /// that what is only a little too large is refused by us.
  private static final int CHUNK_FACTOR = 2;

  private final WebSettings settings;
  private final Edge edge;
  private final Exchanges exchanges;
  private final RequestLog log;
  private final World world;
  private final Deadlines deadlines;
  private final Leftovers leftovers;
  private final int bodyBytesMax;
  private final HeadGuard heads;
  private final io.helidon.webserver.WebServer clear;
  private final Optional<io.helidon.webserver.WebServer> secure;

  public WebServer(
      WebSettings settings,
      List<RouteGroup> groups,
      Authenticator authenticator,
      RequestLog log,
      World world) {
    RouteTable table = new RouteTable(groups, new ProblemJson());
    this.settings = settings;
    this.exchanges = new Exchanges(world);
    this.log = log;
    this.world = world;
    this.deadlines = new Deadlines(world.clock());
    Bodies bodies =
        new Bodies(world.clock(), settings.patience().body(), deadlines, BodyMemory.standard());
    this.edge = new Edge(table, authenticator, bodies, log);
    this.leftovers = new Leftovers(deadlines);
    this.bodyBytesMax = CHUNK_FACTOR * Math.max(1, table.bodyBytesMax());
    this.heads = new HeadGuard(deadlines, settings.patience());
    this.clear = listener(settings.listen()).build();
    this.secure = settings.tls().map(this::secure);
  }

  /// Listens. Throws {@link CannotListenException} when an address cannot be listened on.
  public void start() {
    deadlines.start();
    start(clear, settings.listen());
    secure.ifPresent(s -> start(s, settings.tls().orElseThrow().listen()));
  }

  private void start(io.helidon.webserver.WebServer listener, ListenAddress address) {
    listener.start();
    // Helidon starts its listener on another thread, and only logs what goes wrong there.
    if (!listener.isRunning()) {
      close();
      throw new CannotListenException(address);
    }
  }

  /// The port that is listened on.
  public int port() {
    return clear.port();
  }

  /// The port of the listener for TLS, if there is one.
  public OptionalInt tlsPort() {
    return secure.map(s -> OptionalInt.of(s.port())).orElseGet(OptionalInt::empty);
  }

  /// Takes no new connection, lets requests under way end within the drain time, and closes.
  @Override
  public void close() {
    // Side by side, so that the drain time passes once.
    Optional<Thread> other = secure.map(s -> Thread.startVirtualThread(s::stop));
    clear.stop();
    try {
      if (other.isPresent()) {
        other.get().join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    deadlines.close();
  }

  private io.helidon.webserver.WebServer secure(WebSettings.TlsListener listener) {
    Tls tls = Tls.builder().sslContext(TlsSockets.context(listener.tls(), heads::greeted)).build();
    return listener(listener.listen()).tls(tls).useNio(false).build();
  }

  private WebServerConfig.Builder listener(ListenAddress address) {
    WebSettings.Patience patience = settings.patience();
    Http1Config http =
        Http1Config.builder()
            .maxPrologueLength(REQUEST_LINE_BYTES_MAX)
            .maxHeadersSize(HEAD_BYTES_MAX)
            .sendKeepAliveHeader(false)
            .log(quiet -> quiet.receiveLog(false).sendLog(false))
            .addReceiveListener(heads)
            .build();
    return io.helidon.webserver.WebServer.builder()
        .host(address.host())
        .port(address.port())
        .shutdownHook(false)
        .featuresDiscoverServices(false)
        .protocolsDiscoverServices(false)
        .addProtocol(http)
        // An answer of more than one segment must not wait until its first one is acknowledged,
        // which receivers put off for forty milliseconds.
        .connectionOptions(socket -> socket.tcpNoDelay(true))
        .maxTcpConnections(settings.connectionsMax())
        .maxPayloadSize(bodyBytesMax)
        .idleConnectionTimeout(patience.idle())
        .idleConnectionPeriod(Duration.ofSeconds(1))
        .shutdownGracePeriod(patience.drain())
        .errorHandling(errors -> errors.includeEntity(true))
        .directHandlers(new Refusals(edge, exchanges, log, bodyBytesMax).handlers())
        .routing(HttpRouting.builder().any(this::exchange));
  }

  private void exchange(ServerRequest request, ServerResponse response) {
    Instant startedAt = world.clock().instant();
    Answer answer = answer(request);
    try (Deadlines.Guard _ = deadlines.guard(settings.patience().write())) {
      send(answer, request, response);
    } finally {
      Duration took = Duration.between(startedAt, world.clock().instant());
      log.answered(new RequestLog.Entry(answer.request(), answer.route(), answer.reply(), took));
    }
    leftovers.skip(request);
    boolean last =
        request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)
            || response.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    if (last) {
      // Helidon says so in its answer, and would then wait for the caller to close.
      throw new CloseConnectionException("the last answer was sent");
    }
  }

  private Answer answer(ServerRequest request) {
    Exchanges.Received received = exchanges.receive(request);
    if (received.isReadable()) {
      return edge.answer(received.head(), new HelidonBody(request, bodyBytesMax));
    }
    Problem problem =
        new Problem.BadRequest(
            400, "the query cannot be read; send name=value pairs, percent-encoded UTF-8");
    return new Answer(received.head(), "", edge.refuse(problem, received.head()));
  }

  private static void send(Answer answer, ServerRequest request, ServerResponse response) {
    Reply reply = answer.reply();
    response.status(Status.create(reply.status()));
    for (Header header : reply.headers()) {
      response.headers().add(HeaderNames.create(header.name()), header.value());
    }
    response.header(Exchanges.REQUEST_ID, answer.request().requestId().value());
    if (Leftovers.mayComeUninvited(request)) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    if (answer.request().method() == HttpMethod.HEAD) {
      response.headers().contentLength(reply.body().length);
      response.send();
    } else {
      response.send(reply.body());
    }
  }
}

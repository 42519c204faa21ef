package io.fleetwire.web;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.TraceId;
import io.fleetwire.engine.World;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.DirectHandler;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes our requests from Helidon's, and gives each its id. Safe for many threads.
final class Exchanges {
  static final String REQUEST_ID = "X-Request-Id";

  /// What a caller may choose: it goes into headers, logs and relative references unescaped.
  private static final Pattern CHOSEN_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final Pattern ABSOLUTE = Pattern.compile("https?://[^/]*/?(.*)");

  private final World world;

  Exchanges(World world) {
    this.world = world;
  }

  /// The head of a request, and whether its query can be read.
  record Received(Request head, boolean isReadable) {}

  Received receive(ServerRequest request) {
    List<Header> headers = headers(request.headers());
    String query = request.prologue().query().rawValue();
    Optional<List<Parameter>> parameters = UrlEncoded.parse(query == null ? "" : query);
    Request head =
        Request.of(
            new Request.Head(
                method(request.prologue().method().text()),
                path(request.prologue().uriPath().rawPath()),
                parameters.orElse(List.of()),
                headers,
                requestId(headers),
                remoteAddress(request.remotePeer().address()),
                certificates(request.remotePeer())));
    return new Received(head, parameters.isPresent());
  }

  /// As much as is known of a request that broke HTTP's rules.
  Request broken(DirectHandler.TransportRequest request) {
    List<Header> headers = headers(request.headers());
    String target = request.path();
    int query = target.indexOf('?');
    return Request.of(
        new Request.Head(
            method(request.method()),
            path(query < 0 ? target : target.substring(0, query)),
            List.of(),
            headers,
            requestId(headers),
            ""));
  }

  // A proxy may send the whole address (RFC 9112, section 3.2.2); whom it names does not matter
  // here.
  private static String path(String target) {
    Matcher absolute = ABSOLUTE.matcher(target);
    return absolute.matches() ? "/" + absolute.group(1) : target;
  }

  private TraceId requestId(List<Header> headers) {
    return headers.stream()
        .filter(header -> header.isNamed(REQUEST_ID))
        .map(Header::value)
        .filter(value -> CHOSEN_ID.matcher(value).matches())
        .findFirst()
        .map(TraceId::new)
        .orElseGet(this::newId);
  }

  private TraceId newId() {
    HexFormat hex = HexFormat.of();
    return new TraceId(
        hex.toHexDigits(world.random().nextLong()) + hex.toHexDigits(world.random().nextLong()));
  }

  private static List<Header> headers(io.helidon.http.Headers headers) {
    List<Header> ours = new ArrayList<>(headers.size());
    for (io.helidon.http.Header header : headers) {
      for (String value : header.allValues()) {
        ours.add(new Header(header.name(), value));
      }
    }
    return ours;
  }

  private static HttpMethod method(String text) {
    return switch (text) {
      case "GET" -> HttpMethod.GET;
      case "HEAD" -> HttpMethod.HEAD;
      case "POST" -> HttpMethod.POST;
      case "PUT" -> HttpMethod.PUT;
      case "PATCH" -> HttpMethod.PATCH;
      case "DELETE" -> HttpMethod.DELETE;
      case "OPTIONS" -> HttpMethod.OPTIONS;
      default -> HttpMethod.OTHER;
    };
  }

  private static List<X509Certificate> certificates(PeerInfo peer) {
    return peer.tlsCertificates().stream()
        .flatMap(Arrays::stream)
        .filter(X509Certificate.class::isInstance)
        .map(X509Certificate.class::cast)
        .toList();
  }

  // The digits, never the name: asking for the name of every caller would be slow, and it could
  // lie.
  private static String remoteAddress(SocketAddress address) {
    return address instanceof InetSocketAddress internet && internet.getAddress() != null
        ? internet.getAddress().getHostAddress().toLowerCase(Locale.ROOT)
        : address.toString();
  }
}

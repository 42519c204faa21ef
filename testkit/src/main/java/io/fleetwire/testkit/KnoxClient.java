package io.fleetwire.testkit;

import io.fleetwire.engine.Header;
import io.fleetwire.engine.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A client of the Knox dialect over real sockets, as an integrator would write it. Thread-safe;
/// clients that are derived from one share its connections, and closing any of them closes all.
///
/// It follows no redirect and understands no answer: what an answer means is for its caller to say.
public final class KnoxClient implements AutoCloseable {
  /// Nothing that the dialect offers is slow: uploads are only accepted, not done.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Payload NOTHING = new Payload("", new byte[0]);

  private final HttpClient http;
  private final URI origin;
  private final List<Header> headers;

  private KnoxClient(HttpClient http, URI origin, List<Header> headers) {
    this.http = http;
    this.origin = origin;
    this.headers = List.copyOf(headers);
  }

  /// A caller without a token; `origin` is like `http://127.0.0.1:8080`.
  public static KnoxClient of(URI origin) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    return new KnoxClient(http, origin, List.of());
  }

  /// The same caller with an OAuth access token.
  public KnoxClient bearing(String accessToken) {
    return with("Authorization", "Bearer " + accessToken);
  }

  /// The same caller with a name and what proves it, such as a person's API key, by HTTP Basic.
  public KnoxClient basic(String name, String proof) {
    byte[] pair = (name + ":" + proof).getBytes(StandardCharsets.UTF_8);
    return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /// The same caller, sending one more header with each request.
  public KnoxClient with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new KnoxClient(http, origin, more);
  }

  /// Asks for an access token with the client's own credentials; `wishes` are further parameters,
  /// such as `scope` and `expires_in`.
  public KnoxAnswer token(KnoxCredentials client, Map<String, String> wishes) {
    Map<String, String> fields = new TreeMap<>(wishes);
    fields.put("grant_type", "client_credentials");
    fields.put("client_id", client.id());
    fields.put("client_secret", client.secret());
    return form("/ams/v1/oauth2/token", fields);
  }

  /// Ends a token.
  public KnoxAnswer revoke(KnoxCredentials client, String token) {
    return form(
        "/ams/v1/oauth2/revoke",
        Map.of("client_id", client.id(), "client_secret", client.secret(), "token", token));
  }

  /// Subscribes `url` to `events`.
  public KnoxAnswer subscribe(URI url, List<String> events) {
    return post(
        "/kwn/v1/subscriptions",
        "{\"url\":" + quoted(url.toString()) + ",\"events\":" + quoted(events) + "}");
  }

  /// Uploads devices for Knox Asset Intelligence.
  public KnoxAnswer upload(List<String> identifiers) {
    return post(
        "/kdms/v1/devices/upload",
        "{\"deviceIds\":" + quoted(identifiers) + ",\"targetServices\":[\"KAI\"]}");
  }

  /// How far an upload or a deletion is.
  public KnoxAnswer operation(String operationId) {
    return get("/kdms/v1/operations/" + operationId);
  }

  /// The certificate that verifies callbacks, in PEM.
  public KnoxAnswer certificate() {
    return get("/kwn/v1/downloadCertificate");
  }

  public KnoxAnswer get(String path) {
    return send("GET", path, NOTHING);
  }

  public KnoxAnswer delete(String path) {
    return send("DELETE", path, NOTHING);
  }

  public KnoxAnswer post(String path, String json) {
    return send("POST", path, json(json));
  }

  public KnoxAnswer put(String path, String json) {
    return send("PUT", path, json(json));
  }

  public KnoxAnswer form(String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send("POST", path, payload("application/x-www-form-urlencoded", body));
  }

  /// Any request; an empty body is not sent, and has no media type.
  public KnoxAnswer send(String method, String path, Payload body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(origin.resolve(path))
            .timeout(PATIENCE)
            .method(
                method,
                body.size() == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body.bytes()));
    if (!body.contentType().isEmpty()) {
      request.header("Content-Type", body.contentType());
    }
    headers.forEach(header -> request.header(header.name(), header.value()));
    try {
      return answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + method + " " + path, e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /// The JSON form of a text.
  public static String quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    text.chars()
        .forEach(
            letter -> {
              if (letter == '"' || letter == '\\') {
                json.append('\\').append((char) letter);
              } else if (letter < ' ') {
                json.append(String.format("\\u%04X", letter));
              } else {
                json.append((char) letter);
              }
            });
    return json.append('"').toString();
  }

  /// The JSON form of a list of texts.
  public static String quoted(List<String> texts) {
    return texts.stream().map(KnoxClient::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  private static KnoxAnswer answer(HttpResponse<byte[]> response) {
    List<Header> headers = new ArrayList<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(v -> headers.add(new Header(name, v))));
    String type = response.headers().firstValue("Content-Type").orElse("");
    return new KnoxAnswer(response.statusCode(), headers, new Payload(type, response.body()));
  }

  private static Payload json(String json) {
    return payload("application/json;charset=UTF-8", json);
  }

  private static Payload payload(String contentType, String body) {
    return new Payload(contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

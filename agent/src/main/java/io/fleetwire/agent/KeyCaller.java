package io.fleetwire.agent;

import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls a server as a person, by an API key: what an agent does, and whoever gives a command
/// beside it. Follows no redirect, and understands no answer. Thread-safe; blocks.
public final class KeyCaller implements AutoCloseable {
  /// What is asked for takes the server milliseconds, or it is in trouble.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI server;
  private final String authorization;
  private final String program;

  /// For the whole exchange: a timeout of the client's own ends with the head of the answer, and a
  /// server that is gone in the midst of it would be waited for without an end.
  private final Duration patience;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /// `program` is who calls, as the server's log has it.
  public KeyCaller(URI server, String login, Secret key, String program) {
    this(server, login, key, program, PATIENCE);
  }

  KeyCaller(URI server, String login, Secret key, String program, Duration patience) {
    this.server = server;
    this.program = program;
    this.patience = patience;
    byte[] pair = (login + ":" + key.reveal()).getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /// A status, and what came with it.
  public record Answer(int status, Payload body) {}

  /// Throws when there is no answer, or one of more than `bytesMax`.
  public Answer get(String path, int bytesMax) throws IOException {
    return send(request(path).GET().build(), bytesMax);
  }

  /// The same with a body in JSON.
  public Answer post(String path, String json, int bytesMax) throws IOException {
    BodyPublisher body = BodyPublishers.ofString(json);
    HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
    return send(request.POST(body).build(), bytesMax);
  }

  /// Why there was no answer, in words.
  public static String reason(IOException e) {
    if (e instanceof ConnectException) {
      return "nobody listens there";
    }
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .header("User-Agent", program)
        .header("Authorization", authorization);
  }

  private Answer send(HttpRequest request, int bytesMax) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), bytesMax));
    try {
      HttpResponse<byte[]> response = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      String type = response.headers().firstValue("Content-Type").orElse("");
      return new Answer(response.statusCode(), new Payload(type, response.body()));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (TimeoutException _) {
      throw new HttpTimeoutException("no whole answer within " + patience.toSeconds() + " s");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      sent.cancel(true);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

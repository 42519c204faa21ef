package io.fleetwire.egress;

import io.fleetwire.egress.StreamLimit.Ending;
import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Outcome.Fault;
import io.fleetwire.engine.Outcome.Phase;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Sender;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.TlsIdentity;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Sends requests by HTTP/2, many at a time over one connection, for a service that speaks nothing
/// else. Thread-safe; one for the process and the service.
///
/// It guards no address: only what an operator writes into the configuration may be sent by it,
/// never what a caller gave. Never follows a redirect, and takes HTTP/1.1 for no answer.
public final class Http2Sender implements Sender, AutoCloseable {
  private static final Outcome OTHER_PROTOCOL =
      new Outcome.Unreachable(Fault.NOT_HTTP, "the service does not speak HTTP/2");

  /// How Java's client says that a connection takes no further request. It has sent nothing.
  private static final Outcome OVERFULL =
      new Outcome.Unreachable(Fault.OTHER, "too many concurrent streams");

  private final StreamLimit streams = new StreamLimit();
  private final TlsClient tls;
  private final Optional<ForwardProxy> proxy;
  private final String userAgent;
  private @Nullable Client current;

  private Http2Sender(EgressSettings settings) {
    this.tls = TlsClient.open(settings.trust());
    this.proxy = settings.proxy();
    this.userAgent = settings.userAgent();
  }

  /// Who is shown, and the connections that were opened as that.
  private record Client(Optional<TlsIdentity> identity, HttpClient http) {}

  /// A sender that may be used at once; it connects when something is sent. Throws {@link
  /// EgressSetupException} when the file of certificates cannot be used.
  public static Http2Sender open(EgressSettings settings) {
    if (settings.proxy().flatMap(ForwardProxy::credentials).isPresent()) {
      // Java keeps a password from proxies of tunnels, unless it is told before its client is used.
      System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    }
    return new Http2Sender(settings);
  }

  @Override
  public Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo) {
    AttemptClock clock = new AttemptClock(budgets);
    clock.enter(Phase.TOTAL);
    Optional<Outcome> outcome = Optional.empty();
    try {
      while (outcome.isEmpty() && clock.nanosLeft() > 0) {
        outcome =
            streams.enter(clock.nanosLeft())
                ? inPlace(
                    () -> mayGo.getAsBoolean() ? exchange(request, budgets, clock) : FORBIDDEN)
                : Optional.of(new Outcome.TimedOut(Phase.TOTAL));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return new Sent(outcome.orElse(new Outcome.TimedOut(Phase.TOTAL)), clock.timeline());
  }

  /// Sends in a place of {@link #streams}, and gives it back; nothing when it has to be tried
  /// again.
  private Optional<Outcome> inPlace(Supplier<Outcome> sending) {
    Ending ending = Ending.FAILED;
    try {
      Outcome outcome = sending.get();
      ending = ending(outcome);
      return ending == Ending.FULL ? Optional.empty() : Optional.of(outcome);
    } finally {
      streams.leave(ending);
    }
  }

  private static Ending ending(Outcome outcome) {
    if (outcome instanceof Outcome.Answered) {
      return Ending.ANSWERED;
    }
    return outcome.equals(OVERFULL) ? Ending.FULL : Ending.FAILED;
  }

  private Outcome exchange(OutboundRequest request, Budgets budgets, AttemptClock clock) {
    CompletableFuture<HttpResponse<byte[]>> answer;
    try {
      answer =
          client(request.identity(), budgets)
              .sendAsync(
                  written(request, budgets),
                  BodyHandlers.limiting(BodyHandlers.ofByteArray(), budgets.bodyBytesMax()));
    } catch (IOException e) {
      return Failures.outcome(e, Phase.CONNECT, false);
    }
    try {
      return read(answer.get(clock.nanosLeft(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      return new Outcome.TimedOut(Phase.TOTAL);
    } catch (ExecutionException e) {
      return failed(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Outcome.TimedOut(Phase.TOTAL);
    } finally {
      // Ends the exchange of whoever waits no longer; of one that has ended, nothing.
      answer.cancel(true);
    }
  }

  /// Another identity takes the place of the one before, whose requests under way end in peace.
  private synchronized HttpClient client(Optional<TlsIdentity> identity, Budgets budgets)
      throws IOException {
    Client before = current;
    if (before != null && before.identity().equals(identity)) {
      return before.http();
    }
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxy.map(ProxyChoice::of).orElse(HttpClient.Builder.NO_PROXY))
            .connectTimeout(budgets.connect())
            .sslContext(tls.context(identity))
            .build();
    current = new Client(identity, http);
    if (before != null) {
      before.http().shutdown();
    }
    return http;
  }

  private HttpRequest written(OutboundRequest request, Budgets budgets) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.url())
            .timeout(budgets.firstByte())
            .method(request.method().name(), BodyPublishers.ofByteArray(request.body().bytes()))
            .setHeader("User-Agent", userAgent);
    if (!request.body().contentType().isEmpty()) {
      builder.setHeader("Content-Type", request.body().contentType());
    }
    request.headers().forEach(header -> builder.setHeader(header.name(), header.value()));
    proxy
        .filter(it -> !it.leavesOut(request.url()))
        .flatMap(ForwardProxy::authorization)
        .ifPresent(it -> builder.setHeader(ForwardProxy.AUTHORIZATION, it));
    return builder.build();
  }

  private Outcome read(HttpResponse<byte[]> answer) {
    if (answer.version() != HttpClient.Version.HTTP_2) {
      return proxy
          .map(it -> "the proxy " + it + " refuses, or the service does not speak HTTP/2: ")
          .<Outcome>map(it -> new Outcome.Unreachable(Fault.OTHER, it + answer.statusCode()))
          .orElse(OTHER_PROTOCOL);
    }
    List<Header> headers =
        answer.headers().map().entrySet().stream()
            .filter(entry -> !entry.getKey().startsWith(":")) // what only frames have
            .flatMap(entry -> entry.getValue().stream().map(v -> new Header(entry.getKey(), v)))
            .toList();
    String type = answer.headers().firstValue("Content-Type").orElse("");
    return new Outcome.Answered(
        answer.statusCode(), headers, new Payload(type, answer.body()), true);
  }

  private static Outcome failed(ExecutionException failure) {
    return switch (failure.getCause()) {
      case HttpConnectTimeoutException _ -> new Outcome.TimedOut(Phase.CONNECT);
      case HttpTimeoutException _ -> new Outcome.TimedOut(Phase.FIRST_BYTE);
      // What it received instead stands in the message, and is nothing for a log.
      case ProtocolException _ -> OTHER_PROTOCOL;
      case ConnectException e when e.getCause() instanceof UnresolvedAddressException ->
          new Outcome.Unreachable(Fault.NAME_NOT_FOUND, "there is no such name");
      case ConnectException _ -> new Outcome.Unreachable(Fault.REFUSED, "nobody listens there");
      case IOException e -> Failures.outcome(e, Phase.FIRST_BYTE, false);
      case null, default -> throw new IllegalStateException("an exchange broke", failure);
    };
  }

  /// Ends what is under way.
  @Override
  public synchronized void close() {
    if (current != null) {
      current.http().shutdownNow();
    }
  }
}

package io.fleetwire.bin;

import io.fleetwire.engine.Budgets;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.OutboundRequest;
import io.fleetwire.engine.Outcome;
import io.fleetwire.engine.Payload;
import io.fleetwire.engine.Sender;
import io.fleetwire.engine.Sent;
import io.fleetwire.engine.StoreUnavailableException;
import io.fleetwire.engine.Timeline;
import io.fleetwire.web.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Stands before the door out, and hands over what is addressed to a bin of this server without any
/// network. Everything else goes to the door. Thread-safe.
///
/// An address is a bin's when it is the one that people were shown: the public URL of this server,
/// or else the origin by which the bin's maker had come, with `/bin/` and the token of a bin that
/// there is. So this opens no way to any other page of ours, and no way around the guard: nothing
/// is connected to.
final class BinDoor implements Sender {
  private final Sender out;
  private final BinReceiver receiver;
  private final Optional<String> base;
  private final BinWorld world;

  BinDoor(Sender out, BinReceiver receiver, Optional<URI> publicUrl, BinWorld world) {
    this.out = out;
    this.receiver = receiver;
    this.base = publicUrl.map(url -> url.toString().replaceAll("/+$", ""));
    this.world = world;
  }

  @Override
  public Sent send(OutboundRequest request, Budgets budgets, BooleanSupplier mayGo) {
    Optional<Bin> bin;
    try {
      bin = find(request.url().toString());
    } catch (StoreUnavailableException e) {
      return new Sent(unavailable(), Timeline.NONE);
    }
    if (bin.isEmpty()) {
      return out.send(request, budgets, mayGo);
    }
    return mayGo.getAsBoolean()
        ? handOver(bin.get(), request, budgets)
        : new Sent(FORBIDDEN, Timeline.NONE);
  }

  /// A bin is not called by its address, so that no policy about addresses forbids it.
  @Override
  public Optional<String> forbids(URI url) {
    return find(url.toString()).isPresent() ? Optional.empty() : out.forbids(url);
  }

  private Optional<Bin> find(String url) {
    int at = url.lastIndexOf(Bin.PATH);
    if (at < 0) {
      return Optional.empty();
    }
    String origin = url.substring(0, at);
    String token = url.substring(at + Bin.PATH.length()).replaceFirst("\\?.*", "");
    return receiver
        .find(token)
        .filter(bin -> bin.origin().equals(origin) || base.filter(origin::equals).isPresent());
  }

  private Sent handOver(Bin bin, OutboundRequest request, Budgets budgets) {
    Instant began = world.clock().instant();
    Outcome outcome;
    try {
      outcome = outcome(bin, request, budgets);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      outcome = new Outcome.TimedOut(Outcome.Phase.TOTAL);
    } catch (StoreUnavailableException e) {
      outcome = unavailable();
    }
    Duration took = Duration.between(began, world.clock().instant());
    Duration total = took.isNegative() ? Duration.ZERO : took;
    return new Sent(outcome, new Timeline(Duration.ZERO, Duration.ZERO, total, total));
  }

  private Outcome outcome(Bin bin, OutboundRequest request, Budgets budgets)
      throws InterruptedException {
    if (request.method() == OutboundRequest.Method.OPTIONS) {
      return answered(BinReceiver.consent(), budgets);
    }
    if (request.body().size() > BinReceiver.BODY_BYTES_MAX) {
      return answered(Reply.text(413, "a bin keeps no more than 4 MiB\n"), budgets);
    }
    Reply reply =
        receiver.take(bin, new BinReceiver.Delivery("", headers(request), request.body()));
    if (bin.answer() != Bin.Answer.SLOW) {
      return answered(reply, budgets);
    }
    if (budgets.firstByte().compareTo(BinReceiver.SLOWNESS) < 0) {
      world.pause().pause(budgets.firstByte());
      return new Outcome.TimedOut(Outcome.Phase.FIRST_BYTE);
    }
    world.pause().pause(BinReceiver.SLOWNESS);
    return answered(reply, budgets);
  }

  /// As they would have been written: the type of the body is one of them.
  private static List<Header> headers(OutboundRequest request) {
    List<Header> headers = new ArrayList<>(request.headers());
    if (headers.stream().noneMatch(header -> header.isNamed("Content-Type"))) {
      headers.addFirst(new Header("Content-Type", request.body().contentType()));
    }
    return headers;
  }

  private static Outcome answered(Reply reply, Budgets budgets) {
    byte[] body = reply.body();
    int length = Math.min(body.length, budgets.bodyBytesMax());
    return new Outcome.Answered(
        reply.status(),
        reply.headers(),
        new Payload(reply.header("Content-Type").orElse(""), Arrays.copyOf(body, length)),
        length == body.length);
  }

  private static Outcome unavailable() {
    return new Outcome.Unreachable(Outcome.Fault.OTHER, "the bin's database is not available");
  }
}

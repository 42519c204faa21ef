package io.fleetwire.bin;

import io.fleetwire.bin.Finding.Verdict;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.Payload;
import io.fleetwire.store.Database;
import io.fleetwire.web.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/// Takes what is sent to a bin, whoever sends it: judges it, keeps it, and answers as the bin was
/// told. Thread-safe.
final class BinReceiver {
  /// As large as any callback of ours gets.
  static final int BODY_BYTES_MAX = 4 * 1024 * 1024;

  /// What a slow bin takes: longer than anybody is used to, shorter than most senders wait.
  static final Duration SLOWNESS = Duration.ofSeconds(5);

  /// Soon enough to be waited for.
  private static final String RETRY_AFTER_SECONDS = "10";

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{32}");

  /// What opens something elsewhere. People see that it was there, and how long it is.
  private static final List<String> CREDENTIALS =
      List.of("Authorization", "Proxy-Authorization", "Cookie");

  private final Map<Verdict, LongAdder> taken = new EnumMap<>(Verdict.class);
  private final Database database;
  private final Judge judge;
  private final BinWorld world;

  BinReceiver(Database database, Judge judge, BinWorld world) {
    this.database = database;
    this.judge = judge;
    this.world = world;
    for (Verdict verdict : Verdict.values()) {
      taken.put(verdict, new LongAdder());
    }
  }

  /// How many requests of that worth have come since the start.
  long taken(Verdict verdict) {
    return Objects.requireNonNull(taken.get(verdict)).sum();
  }

  /// A bin wants whatever comes (CloudEvents' web hooks, section 4.2).
  static Reply consent() {
    return Reply.empty(200).with("WebHook-Allowed-Origin", "*").with("WebHook-Allowed-Rate", "*");
  }

  /// What was sent, by whom: an address, or nothing for this server.
  record Delivery(String sender, List<Header> headers, Payload body) {}

  /// The bin that a path of this server ends in, if there is one.
  Optional<Bin> find(String token) {
    return TOKEN.matcher(token).matches()
        ? database.read(tx -> BinTable.find(tx, token))
        : Optional.empty();
  }

  /// Keeps what was sent, and says how to answer. A bin that is deleted meanwhile keeps nothing.
  Reply take(Bin bin, Delivery delivery) {
    byte[] body = delivery.body().bytes();
    Finding finding = judge.judge(bin, new Judge.Sent(delivery.headers(), body));
    Catch caught =
        new Catch(
            0,
            bin.id(),
            world.clock().instant(),
            delivery.sender(),
            Title.of(delivery.headers(), delivery.body()),
            delivery.headers().stream().map(BinReceiver::masked).toList(),
            delivery.body(),
            bin.answer().status(),
            finding);
    database.write(
        tx -> {
          if (BinTable.find(tx, bin.token()).isPresent()) {
            CatchTable.insert(tx, caught);
            CatchTable.trim(tx, bin.id());
          }
          return caught;
        });
    Objects.requireNonNull(taken.get(finding.verdict())).increment();
    return reply(bin.answer());
  }

  private static Reply reply(Bin.Answer answer) {
    Reply reply = Reply.text(answer.status(), words(answer));
    return answer == Bin.Answer.BUSY ? reply.with("Retry-After", RETRY_AFTER_SECONDS) : reply;
  }

  private static String words(Bin.Answer answer) {
    return switch (answer) {
      case TAKE -> "kept\n";
      case SLOW -> "kept, after a while\n";
      case FAIL -> "kept, but this bin was told to fail\n";
      case BUSY -> "kept, but this bin was told to be busy\n";
      case GONE -> "kept, but this bin was told to be gone\n";
    };
  }

  private static Header masked(Header header) {
    boolean secret = CREDENTIALS.stream().anyMatch(header::isNamed);
    if (!secret) {
      return header;
    }
    List<String> words = new ArrayList<>(List.of(header.value().split(" ", 2)));
    String hidden = words.removeLast();
    words.add("(" + hidden.length() + " characters, not kept)");
    return new Header(header.name(), String.join(" ", words));
  }
}

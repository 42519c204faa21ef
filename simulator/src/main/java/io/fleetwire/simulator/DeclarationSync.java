package io.fleetwire.simulator;

import io.fleetwire.plist.PlistValue;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Brings a channel's declarations to where its management wants them, and reports. Used once.
///
/// It compares tokens, fetches the list when they differ, fetches what the list has anew, removes
/// what it has no longer, keeps the token *of the list*, and looks again whether that is still the
/// newest.
final class DeclarationSync {
  private static final String TYPE = "DeclarativeManagement";

  /// A management may change its mind while it is asked, but not each time.
  private static final int ROUNDS_MAX = 5;

  private static final int TOKEN_LENGTH_MAX = 256;

  private final Surroundings around;
  private final Courier courier;
  private final AppleChannel channel;
  private final AppleFacts facts;
  private final DeclarationBook book;
  private final AssetFetch assets;

  DeclarationSync(Surroundings around, Courier courier, AppleChannel channel, AppleFacts facts) {
    this.around = around;
    this.courier = courier;
    this.channel = channel;
    this.facts = facts;
    this.book = channel.declarations();
    this.assets = new AssetFetch(courier, book);
  }

  /// Thrown inside when it cannot go on.
  private static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient AppleSession.End end;

    Broken(AppleSession.End end) {
      super("broken off", null, false, false);
      this.end = end;
    }

    static Broken because(String why) {
      return new Broken(new AppleSession.End.Stopped(why));
    }
  }

  private record Tokens(String token, String timestamp) {}

  /// `named` is what came with the command, if anything did.
  AppleSession.End run(Optional<String> named) {
    try {
      Tokens newest =
          named.isPresent()
              ? tokens(named.get().getBytes(StandardCharsets.UTF_8))
              : tokens(ask("tokens").body());
      boolean changed = settle(newest);
      if (changed || !book.isIntroduced()) {
        report();
      }
      return new AppleSession.End.Done();
    } catch (Broken e) {
      return e.end;
    }
  }

  /// Returns whether anything was to be done.
  private boolean settle(Tokens first) throws Broken {
    Tokens newest = first;
    for (int round = 0; round < ROUNDS_MAX; round++) {
      if (newest.timestamp().compareTo(book.timestamp()) < 0) {
        throw Broken.because("a Timestamp went back, and the newer token is believed");
      }
      book.timestamp(newest.timestamp());
      if (newest.token().equals(book.token())) {
        return round > 0;
      }
      work(ask("declaration-items").body());
      newest = tokens(ask("tokens").body());
    }
    throw Broken.because("the DeclarationsToken is another one after each synchronization");
  }

  private Tokens tokens(byte[] body) throws Broken {
    JsonNode tokens =
        Json.parse(body)
            .map(json -> json.path("SyncTokens"))
            .orElseThrow(() -> Broken.because("an answer to tokens is no JSON object"));
    Optional<String> token = Json.text(tokens, "DeclarationsToken");
    Optional<String> timestamp = Json.text(tokens, "Timestamp");
    if (token.isEmpty() || token.get().length() > TOKEN_LENGTH_MAX) {
      throw Broken.because("SyncTokens lack a DeclarationsToken of at most 256 octets");
    }
    if (timestamp.isEmpty()
        || !timestamp.get().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ")) {
      throw Broken.because("SyncTokens lack a Timestamp of whole seconds that ends with Z");
    }
    return new Tokens(token.get(), timestamp.get());
  }

  private void work(byte[] body) throws Broken {
    ObjectNode items =
        Json.parse(body)
            .orElseThrow(() -> Broken.because("an answer to declaration-items is no JSON object"));
    String token =
        Json.text(items, "DeclarationsToken")
            .orElseThrow(() -> Broken.because("declaration-items lack a DeclarationsToken"));
    Map<DeclarationKey, String> wanted = new LinkedHashMap<>();
    for (DeclarationKind kind : DeclarationKind.values()) {
      wanted.putAll(list(items.path("Declarations").path(kind.list()), kind));
    }
    for (Map.Entry<DeclarationKey, String> entry : wanted.entrySet()) {
      boolean known =
          book.find(entry.getKey())
              .filter(kept -> kept.serverToken().equals(entry.getValue()))
              .isPresent();
      if (!known) {
        fetch(entry.getKey(), entry.getValue());
      }
    }
    Set<DeclarationKey> surplus = new HashSet<>();
    book.all().forEach(declaration -> surplus.add(declaration.key()));
    surplus.removeAll(wanted.keySet());
    surplus.forEach(book::remove);
    book.token(token);
  }

  private static Map<DeclarationKey, String> list(JsonNode list, DeclarationKind kind)
      throws Broken {
    if (!list.isArray()) {
      throw Broken.because("declaration-items lack the list " + kind.list());
    }
    Map<DeclarationKey, String> wanted = new LinkedHashMap<>();
    for (JsonNode item : list.values()) {
      Optional<String> identifier = Json.text(item, "Identifier").filter(Declaration::isShort);
      Optional<String> token = Json.text(item, "ServerToken").filter(Declaration::isShort);
      if (identifier.isEmpty() || token.isEmpty()) {
        throw Broken.because("an item of " + kind.list() + " lacks an Identifier or ServerToken");
      }
      wanted.put(new DeclarationKey(kind, identifier.get()), token.get());
    }
    return wanted;
  }

  private void fetch(DeclarationKey key, String serverToken) throws Broken {
    Reception reception = say("declaration", message(key.endpoint()));
    if (reception instanceof Reception.Refused(Answer answer) && answer.status() == 404) {
      book.remove(key);
      return;
    }
    byte[] body = taken(key.endpoint(), reception).body();
    switch (Declaration.read(key, body)) {
      case Declaration.Read.Bad(String why) ->
          throw Broken.because("a declaration of the kind " + key.kind().word() + " " + why);
      case Declaration.Read.Good(Declaration declaration) -> {
        if (!declaration.serverToken().equals(serverToken)) {
          around.tally().fault(channel.id(), "a declaration has another ServerToken than the list");
        }
        book.put(declaration);
        assets.fetch(declaration);
      }
    }
  }

  private void report() throws Broken {
    DeclarationStatus.Report report = new DeclarationStatus(book, facts).report();
    Dictionary message =
        message("status").with("Data", new PlistValue.Data(Json.bytes(report.json())));
    Answer answer = taken("status", say("status", message));
    if (answer.status() != 200 || !answer.isEmpty()) {
      // 204 has crashed real devices.
      throw Broken.because("a status report was not answered by an empty 200: " + answer);
    }
    book.reported(report.states());
  }

  private Answer ask(String endpoint) throws Broken {
    return taken(endpoint, say(endpoint, message(endpoint)));
  }

  private Dictionary message(String endpoint) {
    return channel.message(TYPE).with("Endpoint", endpoint);
  }

  private Reception say(String what, Dictionary message) {
    return courier.checkIn(what, message);
  }

  private static Answer taken(String what, Reception reception) throws Broken {
    return switch (reception) {
      case Reception.Taken(Answer answer) -> answer;
      case Reception.Dismissed(String how) -> throw new Broken(new AppleSession.End.Dismissed(how));
      case Reception.Refused _, Reception.Unanswered _ ->
          throw Broken.because(
              what.replaceFirst("(declaration/\\w+)/.*", "$1") + " " + reception.told());
    };
  }
}

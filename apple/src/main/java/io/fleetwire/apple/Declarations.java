package io.fleetwire.apple;

import io.fleetwire.apple.Backend.Asker;
import io.fleetwire.apple.Backend.Question;
import io.fleetwire.apple.ChannelTable.Told;
import io.fleetwire.apple.Effect.Place;
import io.fleetwire.engine.Payload;
import io.fleetwire.store.Database;
import io.fleetwire.web.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Declarative management, asked of the backend (contract 2.5 and 3.3). Thread-safe; blocks.
///
/// Tokens are asked before items: when something changes in between, the device stores an old token
/// with new items, and the next synchronization notices. The other way round it would store a new
/// token with old items, and nobody would.
final class Declarations {
  private static final System.Logger LOG = System.getLogger("io.fleetwire.apple");

  /// Apple's limit for identifiers and tokens, in octets.
  private static final int NAME_BYTES_MAX = 64;

  private static final List<String> KINDS =
      List.of("activation", "configuration", "asset", "management");

  /// Apple's names by the backend's.
  private static final Map<String, String> LISTS =
      new TreeMap<>(
          Map.of(
              "activations", "Activations",
              "configurations", "Configurations",
              "assets", "Assets",
              "management", "Management"));

  private final Backend backend;
  private final Answers answers;
  private final Database database;
  private final InstantSource clock;
  private final Journal journal;
  private final Manifests manifests = new Manifests();

  Declarations(
      Backend backend, Answers answers, Database database, InstantSource clock, Journal journal) {
    this.journal = journal;
    this.backend = backend;
    this.answers = answers;
    this.database = database;
    this.clock = clock;
  }

  /// Tokens, or the answer to the device when there are none.
  sealed interface Tokens {

    record Here(Told told) implements Tokens {}

    record None(Reply reply) implements Tokens {}
  }

  /// What the device asks for at `endpoint`, which is not its status.
  Reply answer(Caller caller, String endpoint) {
    Reply reply = find(caller, endpoint);
    journal.line(
        caller,
        new Journal.Entry(AppleBook.Kind.DECLARATION, endpoint, "answered " + reply.status(), ""));
    return reply;
  }

  private Reply find(Caller caller, String endpoint) {
    return switch (endpoint) {
      case "tokens" ->
          switch (tokens(caller, Place.DECLARATION_LISTS)) {
            case Tokens.Here(Told told) -> Answers.json(AppleJson.bytes(syncTokens(told)));
            case Tokens.None(Reply reply) -> reply;
          };
      case "declaration-items" ->
          switch (tokens(caller, Place.DECLARATION_LISTS)) {
            case Tokens.Here(Told told) -> items(caller, told);
            case Tokens.None(Reply reply) -> reply;
          };
      default -> {
        // An identifier may have slashes of its own.
        String[] parts = endpoint.split("/", 3);
        boolean known =
            parts.length == 3 && parts[0].equals("declaration") && KINDS.contains(parts[1]);
        yield known ? declaration(caller, parts[1], parts[2]) : Reply.empty(400);
      }
    };
  }

  /// The channel's token and since when it is told.
  Tokens tokens(Caller caller, Place place) {
    BackendAnswer answer =
        backend.ask(Question.DECLARATION_TOKENS, Asker.of(caller), caller.scope().body());
    if (answer instanceof BackendAnswer.Good(int _, var _, Optional<JsonNode> json)) {
      Optional<String> token = json.flatMap(Fold::of);
      if (token.isPresent()) {
        return new Tokens.Here(told(caller.from(), token.get()));
      }
      answer = new BackendAnswer.Failed("an answer of /declaration-tokens lacks a token");
    }
    return new Tokens.None(answers.of(place, answer, caller).orElseGet(Answers::empty));
  }

  static ObjectNode syncTokens(Told told) {
    ObjectNode tokens = AppleJson.object();
    tokens.put("DeclarationsToken", told.token());
    tokens.put("Timestamp", told.at().toString());
    ObjectNode answer = AppleJson.object();
    answer.set("SyncTokens", tokens);
    return answer;
  }

  /// The time of a token is when it was first told, in whole seconds, and later than that of the
  /// one before: devices take the latest for the newest.
  private Told told(Enrollment channel, String token) {
    Optional<Told> known = database.read(tx -> ChannelTable.told(tx, channel));
    if (known.isPresent() && known.get().token().equals(token)) {
      return known.get();
    }
    return database.write(
        tx -> {
          Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
          Optional<Told> before = ChannelTable.told(tx, channel);
          if (before.isPresent() && before.get().token().equals(token)) {
            return before.get();
          }
          Instant earliest = before.map(last -> last.at().plusSeconds(1)).orElse(now);
          Told told = new Told(token, earliest.isAfter(now) ? earliest : now);
          ChannelTable.putTold(tx, channel, told);
          return told;
        });
  }

  private Reply items(Caller caller, Told told) {
    BackendAnswer answer =
        backend.ask(Question.DECLARATION_ITEMS, Asker.of(caller), caller.scope().body());
    if (answer instanceof BackendAnswer.Good(int _, var _, Optional<JsonNode> json)) {
      Optional<ObjectNode> lists = json.flatMap(this::lists);
      if (lists.isPresent()) {
        manifests.advertise(caller.from(), lists.get());
        ObjectNode items = AppleJson.object();
        items.set("Declarations", lists.get());
        items.put("DeclarationsToken", told.token());
        return Answers.json(AppleJson.bytes(items));
      }
      answer = new BackendAnswer.Failed("an answer of /declaration-items has a list that is none");
    }
    return answers.of(Place.DECLARATION_LISTS, answer, caller).orElseGet(Answers::empty);
  }

  /// Apple's four lists, all of them there; nothing when the backend's cannot be read. What the
  /// backend leaves out altogether is a mistake and no empty list, which would remove everything.
  private Optional<ObjectNode> lists(JsonNode body) {
    ObjectNode lists = AppleJson.object();
    for (Map.Entry<String, String> name : LISTS.entrySet()) {
      JsonNode list = body.path(name.getKey());
      if (!list.isArray()) {
        return Optional.empty();
      }
      ArrayNode items = AppleJson.MAPPER.createArrayNode();
      for (JsonNode item : list.values()) {
        Optional<String> identifier = name(item, "identifier");
        Optional<String> token = name(item, "serverToken");
        if (identifier.isEmpty() || token.isEmpty()) {
          return Optional.empty();
        }
        items.add(
            AppleJson.object().put("Identifier", identifier.get()).put("ServerToken", token.get()));
      }
      lists.set(name.getValue(), items);
    }
    return Optional.of(lists);
  }

  private static Optional<String> name(JsonNode object, String name) {
    return AppleJson.text(object, name)
        .filter(text -> text.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES_MAX);
  }

  private Reply declaration(Caller caller, String kind, String identifier) {
    ObjectNode question = caller.scope().body();
    question.put("type", kind);
    question.put("identifier", identifier);
    BackendAnswer answer = backend.ask(Question.DECLARATION, Asker.of(caller), question);
    if (answer instanceof BackendAnswer.Good(int status, Payload body, Optional<JsonNode> json)) {
      if (status == 204 || (json.isPresent() && json.get().isNull())) {
        manifests
            .missing(caller.from(), identifier)
            .ifPresent(note -> notice(caller, identifier, note));
        return Reply.empty(404);
      }
      Optional<String> fault = json.flatMap(d -> fault(d, kind, identifier));
      if (json.isPresent() && fault.isEmpty()) {
        String token = AppleJson.text(json.get(), "ServerToken").orElseThrow();
        manifests
            .differing(caller.from(), identifier, token)
            .ifPresent(note -> notice(caller, identifier, note));
        // As it came: who signs or compares declarations must find his bytes.
        return Answers.json(body.bytes());
      }
      answer =
          new BackendAnswer.Failed(
              "the declaration " + identifier + " " + fault.orElse("is no JSON"));
    }
    return answers.of(Place.DECLARATION, answer, caller).orElseGet(() -> Reply.empty(500));
  }

  /// For those who wonder why the device does what it does.
  private void notice(Caller caller, String identifier, String note) {
    LOG.log(
        System.Logger.Level.INFO,
        "{0} asks for {1}: {2}; trace {3}",
        caller.from().channelId(),
        identifier,
        note,
        caller.origin().trace());
    journal.line(caller, new Journal.Entry(AppleBook.Kind.DECLARATION, identifier, note, ""));
  }

  /// What is wrong with a declaration. It must not reach the device, nor become a 404.
  private static Optional<String> fault(JsonNode declaration, String kind, String identifier) {
    if (!AppleJson.text(declaration, "Identifier").equals(Optional.of(identifier))) {
      return Optional.of("has another Identifier");
    }
    if (name(declaration, "ServerToken").isEmpty()) {
      return Optional.of("lacks a ServerToken of at most 64 octets");
    }
    String[] type = AppleJson.text(declaration, "Type").orElse("").split("\\.");
    if (type.length < 4 || !type[2].equals(kind)) {
      return Optional.of("has a Type that is no " + kind);
    }
    return declaration.path("Payload").isObject()
        ? Optional.empty()
        : Optional.of("lacks a Payload");
  }

  /// The report of a status, or nothing when it is no JSON.
  static Optional<JsonNode> report(CheckIn.DeclarativeManagement message) {
    Optional<JsonNode> report = message.data().flatMap(AppleJson::parse);
    if (report.isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, "a status report is no JSON");
    }
    return report.filter(JsonNode::isObject);
  }
}

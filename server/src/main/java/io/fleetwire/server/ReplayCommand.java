package io.fleetwire.server;

import io.fleetwire.engine.NewReplay;
import io.fleetwire.engine.Replay;
import io.fleetwire.server.ApiCaller.RefusedException;
import io.fleetwire.server.Kind.BadSetting;
import io.fleetwire.web.Json;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `replay`: delivers again what an endpoint missed, and shows how far that is.
final class ReplayCommand implements Command {
  private static final String REPLAYS = "/api/v1/replays";
  private static final String SERVER = "http://127.0.0.1:8080";

  /// Often enough for a bar that moves, and no load.
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /// Options that hold several words, and what the API calls them.
  private static final Map<String, String> LISTS =
      new TreeMap<>(Map.of("--types", "types", "--subjects", "subjects", "--states", "states"));

  private static final Map<String, String> TIMES =
      new TreeMap<>(Map.of("--from", "from", "--until", "until"));

  @Override
  public CommandSpec spec() {
    return Options.command(
        "replay",
        "Deliver again what an endpoint got or missed, oldest first. It is counted, then started,"
            + " then watched; the server goes on when you stop watching (Ctrl-C). Prints the"
            + " replay as one JSON object.",
        Options.text("--endpoint", "ID", "Whose deliveries."),
        Options.text("--login", "ADDRESS", "Who you are: the email address of a person."),
        Options.text("--key-file", "FILE", "A file that holds an API key of that person."),
        Options.text("--server", "URL", "Where the server is (" + SERVER + ")."),
        Options.text("--types", "LIST", "Of these types, such as device.*,lab.* (all)."),
        Options.text("--subjects", "LIST", "About these devices (all)."),
        Options.text(
            "--states", "LIST", "In these states, such as exhausted,cancelled,expired (all)."),
        Options.text("--from", "TIME", "Made then or later, such as 2026-11-27T08:00:00Z."),
        Options.text("--until", "TIME", "Made before then."),
        Options.text(
            "--per-second",
            "N",
            "How many a second at most, 1 to %,d (%d)."
                .formatted(Replay.PER_SECOND_MAX, NewReplay.PER_SECOND_USUAL)),
        Options.flag("--dry-run", "Only count them, and print how many were found."));
  }

  @Override
  public int run(ParseResult arguments, Console console) throws BadSetting {
    try (ApiCaller api = caller(arguments)) {
      ObjectNode wish = wish(arguments);
      JsonNode count = api.post(REPLAYS, wish.deepCopy().put("dryRun", true));
      if (Options.has(arguments, "--dry-run")) {
        console.out().println(count);
        return ExitStatus.OK;
      }
      JsonNode started = api.post(REPLAYS, wish);
      console.say(
          (count.path("complete").asBoolean() ? "" : "at least ")
              + "%,d deliveries; replay %s runs".formatted(found(count), id(started)));
      JsonNode ended = watched(api, started, count, console);
      console.out().println(ended);
      return state(ended).equals("finished") ? ExitStatus.OK : ExitStatus.REFUSED;
    } catch (RefusedException e) {
      console.say(String.valueOf(e.getMessage()));
      return ExitStatus.REFUSED;
    }
  }

  private static JsonNode watched(ApiCaller api, JsonNode started, JsonNode count, Console console)
      throws RefusedException {
    DemoScreen screen =
        new DemoScreen(console.err(), DemoCommand.terminal(console), Wiring.clock());
    JsonNode replay = started;
    while (state(replay).equals("running")) {
      LockSupport.parkNanos(LOOK_NANOS);
      replay = api.get(REPLAYS + "/" + id(started));
      int done = replay.path("enqueued").intValue(0);
      screen.progress("Enqueued", done, Math.max(done, (int) found(count)));
    }
    return replay;
  }

  private static ApiCaller caller(ParseResult arguments) throws BadSetting {
    String login = needed(arguments, "--login");
    Path file = Path.of(needed(arguments, "--key-file"));
    List<URI> server =
        Kinds.BASE_URL.read(Options.find(arguments, "--server").orElse(SERVER).strip());
    if (server.isEmpty()) {
      throw new BadSetting("--server: write an address such as https://fleet.example.com");
    }
    return new ApiCaller(server.getFirst(), login, KeyFile.read("--key-file", file));
  }

  private static ObjectNode wish(ParseResult arguments) throws BadSetting {
    ObjectNode wish = Json.mapper().createObjectNode();
    wish.put("endpoint", needed(arguments, "--endpoint"));
    LISTS.forEach(
        (option, member) ->
            Options.find(arguments, option)
                .ifPresent(
                    text -> {
                      ArrayNode words = wish.putArray(member);
                      List.of(text.split(",")).forEach(word -> words.add(word.strip()));
                    }));
    TIMES.forEach(
        (option, member) ->
            Options.find(arguments, option).ifPresent(text -> wish.put(member, text)));
    Optional<String> perSecond = Options.find(arguments, "--per-second");
    if (perSecond.isPresent()) {
      wish.put("perSecond", number("--per-second", perSecond.get(), Replay.PER_SECOND_MAX));
    }
    return wish;
  }

  private static int number(String option, String text, int max) throws BadSetting {
    try {
      return Kinds.integer(1, max).read(text);
    } catch (BadSetting e) {
      throw new BadSetting(option + ": " + e.getMessage());
    }
  }

  private static String needed(ParseResult arguments, String option) throws BadSetting {
    return Options.find(arguments, option)
        .orElseThrow(() -> new BadSetting("give --endpoint, --login and --key-file"));
  }

  private static long found(JsonNode count) {
    return count.path("found").longValue(0);
  }

  private static String id(JsonNode replay) {
    return replay.path("id").stringValue("");
  }

  private static String state(JsonNode replay) {
    return replay.path("state").stringValue("");
  }
}

package io.fleetwire.server;

import io.fleetwire.server.ConfigReader.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Options that several commands have, and the configuration that they lead to.
final class Options {
  private static final Map<String, Key<?>> SETTINGS =
      new TreeMap<>(
          Map.of(
              "--listen", Keys.LISTEN,
              "--data", Keys.DATA_DIR,
              "--database", Keys.DATABASE_URL,
              "--public-url", Keys.PUBLIC_URL,
              "--webhook-url", AppleKeys.WEBHOOK_URL));

  private Options() {}

  static OptionSpec config() {
    return text("--config", "FILE", "Settings in TOML; see docs/reference/config.md.");
  }

  static OptionSpec listen() {
    return text(
        "--listen", "HOST:PORT", "Where to listen (127.0.0.1:8080); port 0 takes a free one.");
  }

  static OptionSpec data() {
    return text("--data", "DIR", "Where the embedded database is (./data).");
  }

  static OptionSpec database() {
    return text(
        "--database", "URL", "sqlite, the embedded one, or the URL of a PostgreSQL database.");
  }

  static OptionSpec publicUrl() {
    return text("--public-url", "URL", "Under which address callers reach the server.");
  }

  static OptionSpec webhookUrl() {
    return text("--webhook-url", "URL", "The management backend of Apple devices.");
  }

  /// For whoever has meant another folder.
  static String newDatabase(Config config) {
    return "There was no database in "
        + config.database()
        + "; a new one was made. If that is not the server's folder, name that one by --data.";
  }

  static OptionSpec text(String name, String label, String help) {
    return OptionSpec.builder(name).paramLabel(label).type(String.class).description(help).build();
  }

  static OptionSpec flag(String name, String help) {
    return OptionSpec.builder(name).type(boolean.class).description(help).build();
  }

  /// A command with its help text and options, and `--help`.
  static CommandSpec command(String name, String help, OptionSpec... options) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(help).sortOptions(false).width(90);
    for (OptionSpec option : options) {
      spec.addOption(option);
    }
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help and exit.")
            .build());
    return spec;
  }

  /// The text that was given for an option.
  static Optional<String> find(ParseResult arguments, String name) {
    return Optional.ofNullable(arguments.matchedOptionValue(name, null));
  }

  static boolean has(ParseResult arguments, String name) {
    return arguments.hasMatchedOption(name);
  }

  /// Does `work` by the settings from the file, the environment and the command line; where they
  /// are not good, tells why and does nothing.
  static int configured(ParseResult arguments, Console console, ToIntFunction<Config> work) {
    return judged(settings(arguments, console), console, work);
  }

  /// The same with settings that were read already.
  static int judged(Answer settings, Console console, ToIntFunction<Config> work) {
    return switch (settings) {
      case Answer.Refused(List<String> faults) -> refuse(console, faults);
      case Answer.Good(Config config) -> work.applyAsInt(config);
    };
  }

  private static Answer settings(ParseResult arguments, Console console) {
    List<Layer> layers = new ArrayList<>();
    find(arguments, "--config").map(Path::of).map(ConfigFile::read).ifPresent(layers::add);
    layers.add(Layer.environment(console.environment()));
    Map<String, String> given = new TreeMap<>();
    SETTINGS.forEach(
        (option, key) -> find(arguments, option).ifPresent(text -> given.put(key.name(), text)));
    layers.add(Layer.commandLine(given));
    return ConfigReader.read(layers);
  }

  /// Tells why nothing can start.
  static int refuse(Console console, List<String> faults) {
    console.say("fleetwire cannot start, because of its configuration:");
    faults.forEach(fault -> console.say("  - " + fault));
    console.say("Every setting is described in docs/reference/config.md.");
    return ExitStatus.CONFIG;
  }
}

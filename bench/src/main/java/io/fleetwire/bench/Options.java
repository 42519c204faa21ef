package io.fleetwire.bench;

import io.fleetwire.bench.LoadPlan.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// What a command was told, checked.
record Options(ParseResult parsed) {
  /// The compilers need tens of seconds to come to rest.
  private static final int WARM_UP_WINDOWS = 2;

  private static final int SECONDS_MAX = 60;

  /// An option with a value.
  static OptionSpec option(String name, String value, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel("X")
        .defaultValue(value)
        .description(description + " (default: " + value + ")")
        .build();
  }

  /// What every command understands.
  static void addCommon(CommandSpec spec) {
    spec.addOption(option("--seconds", "10", "the length of a window; the warm-up takes two"));
    spec.addOption(option("--windows", "3", "how many windows are measured"));
    spec.addOption(option("--work", "bench/target", "where the run's folder is made"));
    spec.addOption(
        OptionSpec.builder("--java-option")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("X")
            .description("an option of Java for the processes that are started; may be repeated")
            .build());
  }

  String text(String name) {
    return parsed.matchedOptionValue(name, parsed.commandSpec().findOption(name).defaultValue());
  }

  boolean isSet(String name) {
    return parsed.hasMatchedOption(name);
  }

  /// A number from 1 to `max`.
  int number(String name, int max) {
    String text = text(name);
    if (!text.matches("[1-9][0-9]{0,8}") || Integer.parseInt(text) > max) {
      throw unfit(name, String.format(Locale.ROOT, "is from 1 to %,d", max));
    }
    return Integer.parseInt(text);
  }

  Timing timing() {
    Duration window = Duration.ofSeconds(number("--seconds", SECONDS_MAX));
    return new Timing(
        window.multipliedBy(WARM_UP_WINDOWS), window, number("--windows", LoadPlan.WINDOWS_MAX));
  }

  Workshop workshop() {
    return Workshop.open(
        Path.of(text("--work")), parsed.matchedOptionValue("--java-option", List.of()));
  }

  CommandLine.ParameterException unfit(String name, String rule) {
    return new CommandLine.ParameterException(
        parsed.commandSpec().commandLine(), name + " " + rule + ", not " + text(name));
  }
}

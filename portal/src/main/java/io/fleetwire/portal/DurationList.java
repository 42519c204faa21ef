package io.fleetwire.portal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Waits as people write them: `0s, 30s, 5m, 2h, 1d`. Pure.
final class DurationList {
  private static final Pattern ONE = Pattern.compile("(\\d{1,6})\\s*(ms|s|m|min|h|d)");

  private DurationList() {}

  /// Empty when one of them is none.
  static Optional<List<Duration>> parse(String text) {
    List<Duration> durations = new ArrayList<>();
    for (String word : text.toLowerCase(Locale.ROOT).split("[,;\\s]*[,;\\s]")) {
      if (word.isBlank()) {
        continue;
      }
      Matcher matcher = ONE.matcher(word.strip());
      if (!matcher.matches()) {
        return Optional.empty();
      }
      durations.add(duration(Long.parseLong(matcher.group(1)), matcher.group(2)));
    }
    return Optional.of(durations);
  }

  private static Duration duration(long number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofMinutes(number);
    };
  }

  static String print(List<Duration> durations) {
    return durations.stream().map(DurationList::print).collect(Collectors.joining(", "));
  }

  private static String print(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1_000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1_000;
    if (seconds % 3_600 == 0 && seconds > 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }
}

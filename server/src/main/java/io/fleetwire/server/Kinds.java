package io.fleetwire.server;

import io.fleetwire.egress.Cidr;
import io.fleetwire.server.Kind.BadSetting;
import io.fleetwire.web.ListenAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The kinds of settings. Times and sizes carry their unit: a bare number is refused.
final class Kinds {
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,9})\\s*([A-Za-z]+)");
  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));
  private static final Map<String, Long> SIZES =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  static final Kind<ListenAddress> LISTEN =
      new Kind<>(
          "HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080; port 0 takes a free one",
          Kinds::listen);

  /// At most one; none when the text is empty.
  static final Kind<List<ListenAddress>> OPTIONAL_LISTEN =
      new Kind<>(
          LISTEN.form() + "; or nothing",
          text -> text.isEmpty() ? List.of() : List.of(listen(text)));

  static final Kind<Boolean> BOOLEAN = new Kind<>("true or false", Kinds::bool);

  /// At most one address; none when the text is empty.
  static final Kind<List<URI>> BASE_URL =
      new Kind<>("an address such as https://fleet.example.com, or nothing", Kinds::baseUrl);

  static final Kind<Path> PATH = new Kind<>("a path", Kinds::path);

  /// At most one path; none when the text is empty.
  static final Kind<List<Path>> OPTIONAL_PATH =
      new Kind<>("a path, or nothing", text -> text.isEmpty() ? List.of() : List.of(path(text)));

  static final Kind<List<String>> CIDRS =
      new Kind<>("blocks of addresses such as 10.0.0.0/8, separated by commas", Kinds::cidrs);

  static final Kind<Period> YEARS =
      new Kind<>("years or months, such as 3y or 18mo", Kinds::period);

  private Kinds() {}

  static Kind<Integer> integer(int min, int max) {
    String form = "a whole number from " + min + " to " + max;
    return new Kind<>(
        form,
        text -> {
          if (!text.matches("[0-9]{1,9}")) {
            throw new BadSetting("write " + form);
          }
          int value = Integer.parseInt(text);
          if (value < min || value > max) {
            throw new BadSetting("write " + form);
          }
          return value;
        });
  }

  static Kind<Duration> duration(String min, String max) {
    String form = "a time from " + min + " to " + max + ", with its unit: ms, s, m, h or d";
    return new Kind<>(
        form,
        text -> {
          Duration value = time(text, form);
          if (value.compareTo(time(min, form)) < 0 || value.compareTo(time(max, form)) > 0) {
            throw new BadSetting("write " + form);
          }
          return value;
        });
  }

  static Kind<Long> size(String min, String max) {
    String form = "a size from " + min + " to " + max + ", with its unit: B, KiB, MiB or GiB";
    return new Kind<>(
        form,
        text -> {
          long value = bytes(text, form);
          if (value < bytes(min, form) || value > bytes(max, form)) {
            throw new BadSetting("write " + form);
          }
          return value;
        });
  }

  static Kind<String> text(int lengthMax) {
    String form = "1 to " + lengthMax + " letters";
    return new Kind<>(
        form,
        text -> {
          if (text.isBlank() || text.length() > lengthMax) {
            throw new BadSetting("write " + form);
          }
          return text;
        });
  }

  static Kind<String> oneOf(String... words) {
    List<String> known = List.of(words);
    String form = Arrays.stream(words).collect(Collectors.joining(", ", "one of ", ""));
    return new Kind<>(
        form,
        text -> {
          if (!known.contains(text)) {
            throw new BadSetting("write " + form);
          }
          return text;
        });
  }

  static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
    String[] words =
        Arrays.stream(type.getEnumConstants())
            .map(word -> word.name().toLowerCase(Locale.ROOT))
            .toArray(String[]::new);
    Kind<String> kind = oneOf(words);
    return new Kind<>(
        kind.form(), text -> Enum.valueOf(type, kind.read(text).toUpperCase(Locale.ROOT)));
  }

  private static ListenAddress listen(String text) throws BadSetting {
    Matcher parts = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^:\\s]+):([0-9]{1,5})").matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
      throw new BadSetting("write " + LISTEN.form());
    }
    String host = parts.group(1).replaceAll("[\\[\\]]", "");
    return new ListenAddress(host, Integer.parseInt(parts.group(2)));
  }

  private static boolean bool(String text) throws BadSetting {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new BadSetting("write true or false");
    };
  }

  private static List<URI> baseUrl(String text) throws BadSetting {
    if (text.isEmpty()) {
      return List.of();
    }
    try {
      URI url = new URI(text);
      boolean web = text.matches("https?://.*");
      boolean base =
          url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawQuery() == null
              && url.getRawFragment() == null
              && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"));
      if (web && base) {
        return List.of(url);
      }
    } catch (URISyntaxException _) {
      // told below
    }
    throw new BadSetting("write " + BASE_URL.form() + "; without a path, a query and a user");
  }

  private static Path path(String text) throws BadSetting {
    try {
      if (!text.isBlank()) {
        return Path.of(text);
      }
    } catch (InvalidPathException _) {
      // told below
    }
    throw new BadSetting("write a path");
  }

  private static List<String> cidrs(String text) throws BadSetting {
    List<String> blocks = new ArrayList<>();
    for (String word : text.split(",")) {
      String block = word.strip();
      if (block.isEmpty()) {
        continue;
      }
      try {
        Cidr.parse(block);
      } catch (IllegalArgumentException e) {
        throw new BadSetting(String.valueOf(e.getMessage()));
      }
      blocks.add(block);
    }
    return blocks;
  }

  private static Period period(String text) throws BadSetting {
    Matcher parts = Pattern.compile("([0-9]{1,4})\\s*(y|mo)").matcher(text);
    if (!parts.matches()) {
      throw new BadSetting("write " + YEARS.form());
    }
    int number = Integer.parseInt(parts.group(1));
    return parts.group(2).equals("y")
        ? Period.ofYears(number)
        : Period.ofMonths(number).normalized();
  }

  private static Duration time(String text, String form) throws BadSetting {
    Matcher parts = NUMBER_AND_UNIT.matcher(text);
    if (!parts.matches() || !TIMES.containsKey(parts.group(2))) {
      throw new BadSetting("write " + form);
    }
    return TIMES.get(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1)));
  }

  private static long bytes(String text, String form) throws BadSetting {
    Matcher parts = NUMBER_AND_UNIT.matcher(text);
    if (!parts.matches() || !SIZES.containsKey(parts.group(2))) {
      throw new BadSetting("write " + form);
    }
    return SIZES.get(parts.group(2)) * Long.parseLong(parts.group(1));
  }
}

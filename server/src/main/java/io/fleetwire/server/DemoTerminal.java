package io.fleetwire.server;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What the place where a demo prints can show. Immutable.
///
/// @param moving whether a line can be written over, as on a terminal
/// @param colored whether colours are welcome
/// @param unicode whether there are more letters than ASCII's
record DemoTerminal(boolean moving, boolean colored, boolean unicode) {
  private static final String RESET = "\u001B[0m";

  /// A file or a pipe: lines of ASCII.
  static final DemoTerminal PLAIN = new DemoTerminal(false, false, false);

  /// Finds out. `environment` is the process's; `NO_COLOR` is the convention of no-color.org: its
  /// presence counts, unless it is empty.
  static DemoTerminal of(boolean interactive, Charset charset, Map<String, String> environment) {
    boolean capable = interactive && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    boolean welcome = environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new DemoTerminal(capable, capable && welcome, charset.equals(StandardCharsets.UTF_8));
  }

  /// Fine and held: green.
  String good(String text) {
    return painted("32", text);
  }

  /// Failed: red and bold, so that it is also seen by those who see no red.
  String bad(String text) {
    return painted("1;31", text);
  }

  /// A heading.
  String strong(String text) {
    return painted("1", text);
  }

  /// Beside the point.
  String faint(String text) {
    return painted("2", text);
  }

  String held(boolean held) {
    if (held) {
      return good(unicode ? "✔" : "ok");
    }
    return bad(unicode ? "✘" : "NO");
  }

  String line(int columns) {
    return faint((unicode ? "─" : "-").repeat(columns));
  }

  /// A bar of `columns`, filled as `done` is of `total`.
  String bar(int columns, int done, int total) {
    int filled = total == 0 ? columns : (int) ((long) columns * Math.min(done, total) / total);
    String rest = (unicode ? "░" : ".").repeat(columns - filled);
    return good((unicode ? "█" : "#").repeat(filled)) + faint(rest);
  }

  /// At most `columns` letters of `text`, all of them ASCII where there are no others.
  String fitted(String text, int columns) {
    String known = unicode ? text : text.replaceAll("[^\\x20-\\x7e]", "?");
    if (known.length() <= columns) {
      return known;
    }
    String dots = unicode ? "…" : "..";
    return known.substring(0, columns - dots.length()) + dots;
  }

  private String painted(String attributes, String text) {
    return colored ? "\u001B[" + attributes + "m" + text + RESET : text;
  }
}

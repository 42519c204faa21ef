package io.fleetwire.server;

import java.util.regex.Pattern;

/// Builds HTML. Only {@link #raw} writes markup; everything else is escaped. Confined.
final class Html {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private final StringBuilder out = new StringBuilder();

  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  Html text(String text) {
    out.append(escaped(text));
    return this;
  }

  Html element(String name, String text) {
    return raw("<" + name + ">").text(text).raw("</" + name + ">\n");
  }

  /// Paragraphs, separated by empty lines; what stands between backticks is code.
  Html prose(String text) {
    for (String paragraph : text.strip().split("\n\\s*\n")) {
      if (!paragraph.isBlank()) {
        String code = CODE.matcher(escaped(paragraph)).replaceAll("<code>$1</code>");
        raw("<p>" + code + "</p>\n");
      }
    }
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

package io.fleetwire.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Measures the methods of one Java source by counting braces.
///
/// A block that opens directly in a type body and is not itself a type counts as a method; what is
/// nested in it, lambdas and anonymous classes too, counts as part of it. A table of values, in an
/// annotation or an initializer, is not a method.
final class MethodLengths {
  private static final Pattern TYPE = Pattern.compile("\\b(class|interface|enum|record)\\s+\\w+");

  private static final Pattern TABLE = Pattern.compile("[(=]\\s*$");

  /// Comments, text blocks, strings and characters: places where a brace means nothing.
  private static final Pattern NOT_CODE =
      Pattern.compile(
          "//[^\\n]*|(?s:/\\*.*?\\*/)|(?s:\"\"\".*?(?<!\\\\)\"\"\")"
              + "|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'");

  private enum Kind {
    TYPE,
    METHOD,
    INNER
  }

  private record Open(Kind kind, int line) {}

  record Length(int line, int lines) {}

  private MethodLengths() {}

  static List<Length> of(String source) {
    String code = NOT_CODE.matcher(source).replaceAll(MethodLengths::blank);
    List<Length> found = new ArrayList<>();
    Deque<Open> open = new ArrayDeque<>();
    StringBuilder header = new StringBuilder();
    int line = 1;
    for (int at = 0; at < code.length(); at++) {
      char sign = code.charAt(at);
      switch (sign) {
        case '\n' -> line++;
        case '{' -> open.push(new Open(kind(open, header.toString()), line));
        case '}' -> {
          Open closed = open.pop();
          if (closed.kind() == Kind.METHOD) {
            found.add(new Length(closed.line(), line - closed.line() + 1));
          }
        }
        default -> {}
      }
      if (sign == '{' || sign == '}' || sign == ';') {
        header.setLength(0);
      } else {
        header.append(sign);
      }
    }
    return found;
  }

  private static Kind kind(Deque<Open> open, String header) {
    boolean inType = open.isEmpty() || open.element().kind() == Kind.TYPE;
    if (!inType) {
      return Kind.INNER;
    }
    if (TABLE.matcher(header).find()) {
      return Kind.INNER;
    }
    return TYPE.matcher(header).find() ? Kind.TYPE : Kind.METHOD;
  }

  /// Keeps the line breaks, so that lines are still counted.
  private static String blank(MatchResult match) {
    return match.group().replaceAll("[^\\n]", " ");
  }
}

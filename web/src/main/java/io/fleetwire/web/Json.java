package io.fleetwire.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON as strictly as RFC 8259 allows: UTF-8 alone, no member twice, nothing after the
/// value, and bounds on depth and lengths. Two readers of what passes here cannot disagree about
/// it.
public final class Json {
  /// Nothing of ours nests deeper than four, and a bomb nests a thousand; a name is at most a word
  /// or two; the longest number that anybody means is a 64-bit one; how long a text may be follows
  /// from how long the body may be.
  private static final Limits OURS =
      new Limits(32, 256, 32, StreamReadConstraints.DEFAULT_MAX_STRING_LEN);

  /// What a parser quotes of the caller's text can be as long as that.
  private static final int DETAIL_LENGTH_MAX = 200;

  private static final Pattern TWICE = Pattern.compile("Duplicate Object property (\".*\")");

  private static final Pattern WORD = Pattern.compile("(?s)Unrecognized token ('.*?').*");

  private static final JsonMapper STRICT = strict(OURS);

  private Json() {}

  /// How deep a value may nest, and how many characters its parts may have.
  public record Limits(int depth, int name, int number, int text) {}

  /// A mapper that refuses members that stand twice, what follows the value, and what is beyond
  /// `limits`.
  public static JsonMapper strict(Limits limits) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.depth())
            .maxNameLength(limits.name())
            .maxNumberLength(limits.number())
            .maxStringLength(limits.text())
            .build();
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(constraints)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  /// The mapper that {@link #parse} uses, for writing and for building trees. Immutable.
  public static JsonMapper mapper() {
    return STRICT;
  }

  /// The value in `body`. Throws {@link Problem.MalformedBody}, with line and column, when there is
  /// none.
  public static JsonNode parse(byte[] body) {
    String text =
        Utf8.decode(body).orElseThrow(() -> malformed("the body is not in UTF-8; send UTF-8"));
    return parse(text);
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode value = STRICT.readTree(text);
      if (value == null || value.isMissingNode()) {
        throw malformed("the body is empty; send a JSON value");
      }
      firstFault(value)
          .ifPresent(
              fault -> {
                throw malformed(fault);
              });
      return value;
    } catch (JacksonException e) {
      throw malformed(where(e.getLocation()) + shortened(words(e)));
    }
  }

  /// What would come out as something else than went in: half a surrogate pair has no UTF-8, and a
  /// number that is larger than every double is infinite to most readers (RFC 8259 section 6).
  private static Optional<String> firstFault(JsonNode value) {
    if (value.isString()) {
      String text = value.stringValue();
      return isWhole(text)
          ? Optional.empty()
          : Optional.of("a string holds half of a surrogate pair: " + escaped(text));
    }
    if (value.isFloatingPointNumber()) {
      return Double.isFinite(value.doubleValue())
          ? Optional.empty()
          : Optional.of("a number is beyond 1.7e308; most readers cannot hold it");
    }
    return value.values().stream().map(Json::firstFault).flatMap(Optional::stream).findFirst();
  }

  private static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (Character.isSurrogate(letter)) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(letter, text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static String escaped(String text) {
    return shortened(text.replaceAll("\\p{Cs}", "?"));
  }

  /// What the parser says, without what it says to programmers.
  private static String words(JacksonException e) {
    String message = e.getOriginalMessage();
    if (e instanceof UnexpectedEndOfInputException) {
      return "the body ends in the middle of a value";
    }
    if (e instanceof MismatchedInputException) {
      return "there is something behind the value; send one JSON value alone";
    }
    if (e instanceof StreamConstraintsException) {
      return beyond(message);
    }
    Matcher word = WORD.matcher(message);
    if (word.matches()) {
      return "JSON has no value " + word.group(1) + "; a string stands in double quotes";
    }
    Matcher twice = TWICE.matcher(message);
    return twice.matches()
        ? "the member " + twice.group(1) + " is there twice"
        : message.replaceFirst("[:;,(][^:;,(]*`.*", "");
  }

  private static String beyond(String message) {
    if (message.startsWith("Document nesting")) {
      return "arrays and objects may nest " + OURS.depth() + " levels deep";
    }
    return message.startsWith("Number")
        ? "a number has at most " + OURS.number() + " characters; send longer ones as a string"
        : "a member's name has at most " + OURS.name() + " characters";
  }

  private static String where(@Nullable TokenStreamLocation location) {
    return location != null && location.getLineNr() > 0
        ? "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": "
        : "";
  }

  private static String shortened(String message) {
    String line = message.replaceAll("\\s+", " ");
    return line.length() <= DETAIL_LENGTH_MAX ? line : line.substring(0, DETAIL_LENGTH_MAX) + "...";
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(new Problem.MalformedBody(detail));
  }
}

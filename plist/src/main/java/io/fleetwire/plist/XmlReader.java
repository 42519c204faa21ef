package io.fleetwire.plist;

import io.fleetwire.plist.XmlScanner.Tag;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one XML list (Apple's PropertyList-1.0 document type). Confined to one thread.
final class XmlReader {
  private static final Pattern WHOLE = Pattern.compile("([+-]?)(0[xX]([0-9a-fA-F]{1,16})|(\\d+))");
  private static final Pattern REAL =
      Pattern.compile("[+-]?(\\d{1,400}(\\.\\d{0,400})?|\\.\\d{1,400})([eE][+-]?\\d{1,4})?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

  /// Enough for 64 bits, with zeros in front.
  private static final int WHOLE_LENGTH_MAX = 24;

  private final XmlScanner scanner;
  private final Budget budget;

  XmlReader(String text, PlistLimits limits) {
    this.scanner = new XmlScanner(text);
    this.budget = new Budget(limits);
  }

  PlistValue read() throws PlistFault {
    scanner.prolog();
    Tag root = scanner.tag();
    if (!root.name().equals("plist") || root.isEnd() || root.isEmpty()) {
      throw new PlistFault("does not begin with <plist>");
    }
    PlistValue value = value(scanner.tag());
    Tag end = scanner.tag();
    if (!end.isEnd() || !end.name().equals("plist")) {
      throw new PlistFault("holds more than one value");
    }
    scanner.mustBeAtEnd();
    return value;
  }

  private PlistValue value(Tag tag) throws PlistFault {
    if (tag.isEnd()) {
      throw new PlistFault("has " + tag + " where a value is expected");
    }
    budget.value();
    return switch (tag.name()) {
      case "dict" -> dictionary(tag);
      case "array" -> array(tag);
      case "string" -> new PlistValue.Text(content(tag));
      case "integer" -> whole(content(tag).strip());
      case "real" -> new PlistValue.Real(real(content(tag).strip()));
      case "true" -> flag(tag, true);
      case "false" -> flag(tag, false);
      case "data" -> data(content(tag));
      case "date" -> date(content(tag).strip());
      default -> throw new PlistFault("has a tag that property lists do not have: " + tag);
    };
  }

  private String content(Tag tag) throws PlistFault {
    String content = tag.isEmpty() ? "" : scanner.content(tag.name());
    budget.bytes(content.length());
    return content;
  }

  private PlistValue dictionary(Tag tag) throws PlistFault {
    Map<String, PlistValue> entries = new LinkedHashMap<>();
    if (tag.isEmpty()) {
      return PlistValue.Dictionary.EMPTY;
    }
    budget.enter();
    for (Tag next = scanner.tag(); !isEnd(next, "dict"); next = scanner.tag()) {
      if (!next.isStart() || !next.name().equals("key")) {
        throw new PlistFault("has " + next + " where a key is expected");
      }
      String key = content(next);
      if (entries.put(key, value(scanner.tag())) != null) {
        throw new PlistFault("has the same key twice in one dictionary");
      }
    }
    budget.leave();
    return new PlistValue.Dictionary(entries);
  }

  private PlistValue array(Tag tag) throws PlistFault {
    List<PlistValue> items = new ArrayList<>();
    if (tag.isEmpty()) {
      return new PlistValue.Array(items);
    }
    budget.enter();
    for (Tag next = scanner.tag(); !isEnd(next, "array"); next = scanner.tag()) {
      items.add(value(next));
    }
    budget.leave();
    return new PlistValue.Array(items);
  }

  private static boolean isEnd(Tag tag, String name) {
    return tag.isEnd() && tag.name().equals(name);
  }

  private PlistValue flag(Tag tag, boolean value) throws PlistFault {
    if (!content(tag).isBlank()) {
      throw new PlistFault("has text inside " + tag);
    }
    return new PlistValue.Flag(value);
  }

  private static PlistValue whole(String text) throws PlistFault {
    Matcher parts = WHOLE.matcher(text);
    if (text.length() <= WHOLE_LENGTH_MAX && parts.matches()) {
      BigInteger digits =
          parts.group(3) != null
              ? new BigInteger(parts.group(3), 16)
              : new BigInteger(parts.group(4));
      BigInteger number = parts.group(1).equals("-") ? digits.negate() : digits;
      if (PlistValue.Whole.fits(number)) {
        return new PlistValue.Whole(number);
      }
    }
    throw new PlistFault("has an integer that is none of 64 bits");
  }

  private static double real(String text) throws PlistFault {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> {
        if (!REAL.matcher(text).matches()) {
          throw new PlistFault("has a real that is no number");
        }
        yield Double.parseDouble(text);
      }
    };
  }

  private static PlistValue data(String text) throws PlistFault {
    StringBuilder letters = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (!XmlText.isSpace(text.charAt(i))) {
        letters.append(text.charAt(i));
      }
    }
    try {
      return new PlistValue.Data(Base64.getDecoder().decode(letters.toString()));
    } catch (IllegalArgumentException _) {
      throw new PlistFault("has data that is not base64");
    }
  }

  private static PlistValue date(String text) throws PlistFault {
    try {
      if (DATE.matcher(text).matches() && !text.startsWith("0000")) {
        return new PlistValue.Date(Instant.parse(text));
      }
    } catch (DateTimeException _) {
      // told below
    }
    throw new PlistFault("has a date that is not like 2026-01-31T12:00:00Z");
  }
}

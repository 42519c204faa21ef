package io.fleetwire.plist;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Cuts the text of an XML property list into tags and character data. It knows the part of XML
/// that property lists use, and refuses the rest: attributes, instructions, entities of one's own.
/// Confined to one thread.
final class XmlScanner {
  private static final Map<String, Character> ENTITIES =
      Map.of("amp", '&', "lt", '<', "gt", '>', "quot", '"', "apos", '\'');

  private static final Pattern DOCUMENT_TYPE = Pattern.compile("<!DOCTYPE\\s+plist(\\s[^<&]*)?");
  private static final Pattern VERSION = Pattern.compile("version\\s*=\\s*(\"1\\.0\"|'1\\.0')");

  /// `&#x10FFFF;` is the longest.
  private static final int REFERENCE_LENGTH_MAX = 10;

  private static final int NAME_LENGTH_MAX = 16;

  private final String text;
  private int at;

  XmlScanner(String text) {
    this.text = text;
  }

  /// A tag: `isEnd` for `</name>`, `isEmpty` for `<name/>`.
  record Tag(String name, boolean isEnd, boolean isEmpty) {
    boolean isStart() {
      return !isEnd;
    }

    @Override
    public String toString() {
      return (isEnd ? "</" : "<") + name + (isEmpty ? "/>" : ">");
    }
  }

  /// Reads what comes before the root: the declaration, comments, and a document type.
  void prolog() throws PlistFault {
    if (text.startsWith("<?xml", at)) {
      declaration();
    }
    skip();
    if (text.startsWith("<!DOCTYPE", at)) {
      documentType();
      skip();
    }
  }

  private void declaration() throws PlistFault {
    int end = indexOf("?>", "the XML declaration does not end");
    String declaration = text.substring(at, end).toLowerCase(Locale.ROOT);
    boolean foreign =
        declaration.contains("encoding")
            && !declaration.contains("utf-8")
            && !declaration.contains("us-ascii");
    if (foreign) {
      throw new PlistFault("is XML in another encoding than UTF-8");
    }
    at = end + 2;
  }

  /// Names Apple's document type, which nobody reads. One that is brought along could define
  /// entities, so it is refused.
  private void documentType() throws PlistFault {
    int end = indexOf(">", "the document type does not end");
    String type = text.substring(at, end);
    if (type.indexOf('[') >= 0) {
      throw new PlistFault("brings its own document type; entities are not accepted");
    }
    if (!DOCUMENT_TYPE.matcher(type).matches()) {
      throw new PlistFault("has another document type than plist");
    }
    at = end + 1;
  }

  /// The next tag; white space and comments before it are skipped.
  Tag tag() throws PlistFault {
    skip();
    if (at >= text.length()) {
      throw new PlistFault("ends before its last tag");
    }
    if (text.charAt(at) != '<') {
      throw new PlistFault("has text where a tag is expected, at letter " + at);
    }
    int start = at + 1;
    boolean end = start < text.length() && text.charAt(start) == '/';
    int nameStart = end ? start + 1 : start;
    int nameEnd = nameStart;
    while (nameEnd < text.length() && isNameLetter(text.charAt(nameEnd))) {
      nameEnd++;
    }
    if (nameEnd == nameStart || nameEnd - nameStart > NAME_LENGTH_MAX) {
      throw new PlistFault("has a tag that property lists do not have, at letter " + at);
    }
    String name = text.substring(nameStart, nameEnd);
    at = nameEnd;
    attributes(name, end);
    boolean empty = !end && at < text.length() && text.charAt(at) == '/';
    at += empty ? 1 : 0;
    if (at >= text.length() || text.charAt(at) != '>') {
      throw new PlistFault("has something else than a name in <" + name + ">");
    }
    at++;
    return new Tag(name, end, empty);
  }

  /// Only the root has one: its version.
  private void attributes(String name, boolean end) throws PlistFault {
    spaces();
    if (end || !name.equals("plist") || !text.startsWith("version", at)) {
      return;
    }
    int close = indexOf(">", "<plist> does not end");
    String attribute = text.substring(at, close).strip();
    if (!VERSION.matcher(attribute).matches()) {
      throw new PlistFault("is of another version than 1.0");
    }
    at = close;
  }

  /// The character data up to the end tag of `element`, which is taken too.
  String content(String element) throws PlistFault {
    StringBuilder content = new StringBuilder();
    while (true) {
      if (at >= text.length()) {
        throw new PlistFault("ends inside <" + element + ">");
      }
      char letter = text.charAt(at);
      if (letter == '<') {
        if (markup(content)) {
          continue;
        }
        Tag end = tag();
        if (!end.isEnd() || !end.name().equals(element)) {
          throw new PlistFault("has " + end + " inside <" + element + ">");
        }
        return content.toString();
      }
      if (letter == '&') {
        content.appendCodePoint(reference());
      } else {
        letter(letter, content);
      }
    }
  }

  /// A comment, or letters that are none of markup; false for a tag.
  private boolean markup(StringBuilder content) throws PlistFault {
    if (comment()) {
      return true;
    }
    if (!text.startsWith("<![CDATA[", at)) {
      return false;
    }
    at += "<![CDATA[".length();
    int end = indexOf("]]>", "a CDATA section does not end");
    while (at < end) {
      letter(text.charAt(at), content);
    }
    at = end + 3;
    return true;
  }

  private void letter(char letter, StringBuilder content) throws PlistFault {
    int point = text.codePointAt(at);
    if (!XmlText.isCharacter(point)) {
      throw new PlistFault("has a character that XML cannot have, at letter " + at);
    }
    at += Character.charCount(point);
    if (letter != '\r') {
      content.appendCodePoint(point);
    } else if (at >= text.length() || text.charAt(at) != '\n') {
      content.append('\n');
    }
  }

  private int reference() throws PlistFault {
    int end = text.indexOf(';', at);
    if (end < 0 || end - at > REFERENCE_LENGTH_MAX) {
      throw new PlistFault("has an & that is no reference, at letter " + at);
    }
    String name = text.substring(at + 1, end);
    Optional<Integer> point = numbered(name);
    if (point.isEmpty() || !XmlText.isCharacter(point.get())) {
      throw new PlistFault("refers to an entity that is not XML's own: &" + name + ";");
    }
    at = end + 1;
    return point.get();
  }

  private static Optional<Integer> numbered(String name) {
    if (name.matches("#[0-9]{1,7}")) {
      return Optional.of(Integer.parseInt(name.substring(1)));
    }
    if (name.matches("#x[0-9a-fA-F]{1,6}")) {
      return Optional.of(Integer.parseInt(name.substring(2), 16));
    }
    return Optional.ofNullable(ENTITIES.get(name)).map(letter -> (int) letter);
  }

  /// Nothing but white space and comments may be left.
  void mustBeAtEnd() throws PlistFault {
    skip();
    if (at < text.length()) {
      throw new PlistFault("goes on behind its end");
    }
  }

  private void skip() throws PlistFault {
    do {
      spaces();
    } while (comment());
  }

  private void spaces() {
    while (at < text.length() && XmlText.isSpace(text.charAt(at))) {
      at++;
    }
  }

  private boolean comment() throws PlistFault {
    if (!text.startsWith("<!--", at)) {
      return false;
    }
    at += "<!--".length();
    at = indexOf("-->", "a comment does not end") + 3;
    return true;
  }

  private int indexOf(String end, String fault) throws PlistFault {
    int found = text.indexOf(end, at);
    if (found < 0) {
      throw new PlistFault(fault);
    }
    return found;
  }

  private static boolean isNameLetter(char letter) {
    return letter >= 'a' && letter <= 'z';
  }
}

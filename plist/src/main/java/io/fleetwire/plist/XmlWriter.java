package io.fleetwire.plist;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/// Writes one XML list. Confined to one thread.
final class XmlWriter {
  private static final String HEAD =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" \
      "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
      <plist version="1.0">
      """;

  private final StringBuilder out = new StringBuilder(HEAD);

  byte[] write(PlistValue value) {
    value(value);
    out.append("</plist>\n");
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void value(PlistValue value) {
    switch (value) {
      case PlistValue.Dictionary dictionary -> {
        out.append("<dict>\n");
        dictionary
            .entries()
            .forEach(
                (key, inner) -> {
                  element("key", key);
                  value(inner);
                });
        out.append("</dict>\n");
      }
      case PlistValue.Array array -> {
        out.append("<array>\n");
        array.items().forEach(this::value);
        out.append("</array>\n");
      }
      case PlistValue.Text(String text) -> element("string", text);
      case PlistValue.Whole(var number) -> element("integer", number.toString());
      case PlistValue.Real(double number) -> element("real", real(number));
      case PlistValue.Flag(boolean flag) -> out.append(flag ? "<true/>\n" : "<false/>\n");
      case PlistValue.Data data ->
          element("data", Base64.getEncoder().encodeToString(data.bytes()));
      case PlistValue.Date(var moment) ->
          element("date", moment.truncatedTo(ChronoUnit.SECONDS).toString());
    }
  }

  private void element(String name, String text) {
    out.append('<').append(name).append('>');
    XmlText.escape(text, out);
    out.append("</").append(name).append(">\n");
  }

  private static String real(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "+infinity" : "-infinity";
    }
    return Double.toString(number);
  }
}

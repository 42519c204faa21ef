package io.fleetwire.store;

import io.fleetwire.engine.Must;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The tables of one room, as the scripts that make them. A script runs once, in the order of the
/// list, and is never changed afterwards: what is to change comes in a new script at the end.
public record Schema(String name, List<Script> scripts) {
  public Schema {
    scripts = List.copyOf(scripts);
    Must.hold(!name.isBlank(), "a schema has a name");
    Must.hold(
        scripts.stream().map(Script::name).distinct().count() == scripts.size(),
        "the scripts of a schema have different names");
  }

  /// A script's name, such as `001-subscription.sql`, and its statements.
  public record Script(String name, String text) {}

  /// The scripts of the room that `anchor` belongs to: files on the class path in the folder
  /// `schema` beside it.
  public static Schema of(String name, Class<?> anchor, String... files) {
    return new Schema(name, List.of(files).stream().map(file -> load(anchor, file)).toList());
  }

  private static Script load(Class<?> anchor, String file) {
    try (InputStream in = anchor.getResourceAsStream("schema/" + file)) {
      if (in == null) {
        throw new AssertionError("no schema/" + file + " beside " + anchor.getName());
      }
      return new Script(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

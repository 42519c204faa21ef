package io.fleetwire.server;

import io.fleetwire.engine.Secret;
import io.fleetwire.server.Kind.BadSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file that holds an API key, as every command reads it.
final class KeyFile {
  /// A key has 60 letters.
  private static final long BYTES_MAX = 1_000;

  private KeyFile() {}

  /// `setting` is what named the file.
  static Secret read(String setting, Path file) throws BadSetting {
    try {
      String text = Files.size(file) > BYTES_MAX ? "" : Files.readString(file).strip();
      if (text.isEmpty() || !text.chars().allMatch(letter -> letter > ' ' && letter < 0x7f)) {
        throw new BadSetting(setting + ": " + file + " must hold an API key and nothing else");
      }
      return new Secret(text);
    } catch (IOException e) {
      throw new BadSetting(setting + ": " + file + " cannot be read: " + FileFault.words(e));
    }
  }
}

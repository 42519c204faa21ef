package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compares a text with a file of the project. `-Dgolden=write` writes the file instead: what
/// changed is then reviewed as a change of the file.
final class Golden {
  private static final String WRITE = "write";

  private Golden() {}

  /// `file` is relative to the project root.
  static void check(String file, String actual) {
    Path path = SourceTree.read().root().resolve(file);
    try {
      if (System.getProperty("golden", "").equals(WRITE)) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, actual);
      }
      assertThat(actual)
          .as("run the test with -Dgolden=write and review " + file)
          .isEqualTo(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

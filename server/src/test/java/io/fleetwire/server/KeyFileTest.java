package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fleetwire.server.Kind.BadSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The file of an API key holds the key and nothing else.
final class KeyFileTest {
  @TempDir private Path folder;

  @Test
  void aKeyIsReadWithoutTheEndOfItsLine() throws IOException, BadSetting {
    assertThat(KeyFile.read("--key-file", file("fwk_abc\n")).reveal()).isEqualTo("fwk_abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "two words", "one\ntwo", "schlüssel"})
  void whatIsNoKeyIsRefusedAndNotShown(String text) throws IOException {
    Path file = file(text);
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> KeyFile.read("agent.key-file", file))
        .withMessage("agent.key-file: " + file + " must hold an API key and nothing else");
  }

  @Test
  void aFileOfAnotherKindIsNotReadAtAll() throws IOException {
    Path file = file("a".repeat(1_001));
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> KeyFile.read("--key-file", file))
        .withMessageContaining("must hold an API key");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = folder.resolve("none");
    assertThatExceptionOfType(BadSetting.class)
        .isThrownBy(() -> KeyFile.read("--key-file", missing))
        .withMessage("--key-file: " + missing + " cannot be read: there is no such file");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("agent.key"), text);
  }
}

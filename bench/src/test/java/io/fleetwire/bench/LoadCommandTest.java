package io.fleetwire.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

final class LoadCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://localhost/d",
        "postgresql://localhost/d",
        "folder",
        "mysql://u@h/d"
      })
  void aDatabaseThatIsNoneIsRefused(String text) {
    CommandLine line = new CommandLine(LoadCommand.spec());
    Options options = new Options(line.parseArgs("--database", text));
    assertThatThrownBy(() -> new LoadCommand(System.out).run(options))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--database is sqlite, or postgresql://")
        .hasMessageContaining(text);
  }
}

package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the README and the documentation tell people to type is understood: the commands exist and
/// have these options. Decisions tell of their own day, and are left out.
final class DocumentedCommandsTest {
  /// Up to the end of the line or of the code, to a comment, or to where the shell goes on by
  /// itself: a pipe, a redirection, a closing parenthesis.
  private static final Pattern COMMAND =
      Pattern.compile("(?:^|[`(]|\\./| )fleetwire ((?:\\\\\\n|[^`#|>)\\n])*)", Pattern.MULTILINE);

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|[^\\s\"]+");

  static Stream<String> commands() throws IOException {
    Path root = SourceTree.read().root();
    try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      List<Path> files =
          Stream.concat(Stream.of(root.resolve("README.md")), docs.sorted())
              .filter(file -> file.toString().endsWith(".md"))
              .filter(file -> !file.startsWith(root.resolve("docs/decisions")))
              .toList();
      return files.stream().flatMap(DocumentedCommandsTest::in).distinct();
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void isUnderstood(String command) {
    Stream<String> words =
        WORD.matcher(command.replace("\\\n", " "))
            .results()
            .map(DocumentedCommandsTest::word)
            .filter(word -> !word.equals("...") && !word.equals("--help"));
    String[] typed = Stream.concat(words, Stream.of("--help")).toArray(String[]::new);
    assertThat(Captured.run(typed).err()).isEmpty();
  }

  private static Stream<String> in(Path file) {
    try {
      return COMMAND.matcher(Files.readString(file)).results().map(match -> match.group(1).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String word(MatchResult match) {
    return match.group(1) == null ? match.group() : match.group(1);
  }
}

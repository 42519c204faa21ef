package io.fleetwire.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Every text file that people of this project write, as lines. Immutable once read.
///
/// What a tool wrote (the Maven wrapper, the licence) is not ours to tidy and is left out.
record SourceTree(Path root, List<SourceFile> files) {
  private static final Pattern WRITTEN_BY_US =
      Pattern.compile(
          ".*\\.(java|md|xml|sh|sql|toml|ya?ml|json|properties|config|html|css|js)"
              + "|fleetwire|tools/[^.]+|\\.ci/run|\\.git(ignore|attributes)|\\.editorconfig");

  private static final Set<String> WRITTEN_BY_TOOLS =
      Set.of(".mvn/wrapper/maven-wrapper.properties", "mvnw", "mvnw.cmd", "LICENSE");

  private static final Set<String> HIDDEN_BUT_OURS = Set.of(".ci", ".mvn", ".github");

  /// One file; its path is relative to the root and has forward slashes.
  record SourceFile(String path, List<String> lines) {
    boolean isJava() {
      return path.endsWith(".java");
    }

    boolean isMain() {
      return path.contains("/src/main/java/");
    }

    boolean isTest() {
      return path.contains("/src/test/java/");
    }

    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    String folder() {
      return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    String text() {
      return String.join("\n", lines);
    }

    /// `path:line: text` for each line that the predicate does not accept.
    Stream<String> linesThat(Predicate<String> offend) {
      return IntStream.range(0, lines.size())
          .filter(index -> offend.test(lines.get(index)))
          .mapToObj(index -> path + ":" + (index + 1) + ": " + lines.get(index).strip());
    }
  }

  static SourceTree read() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      Path parent = root.getParent();
      if (parent == null) {
        throw new IllegalStateException("no mvnw above the working folder: where is the project?");
      }
      root = parent;
    }
    try {
      return new SourceTree(root, List.copyOf(collect(root)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  Stream<SourceFile> java() {
    return files.stream().filter(SourceFile::isJava);
  }

  Stream<SourceFile> markdown() {
    return files.stream().filter(file -> file.path().endsWith(".md"));
  }

  private static List<SourceFile> collect(Path root) throws IOException {
    List<SourceFile> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.equals(root) ? "" : folder.getFileName().toString();
            boolean foreign =
                Set.of("target", "node_modules", "data").contains(name)
                    || (name.startsWith(".") && !HIDDEN_BUT_OURS.contains(name));
            return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String path = root.relativize(file).toString().replace('\\', '/');
            if (WRITTEN_BY_US.matcher(path).matches() && !WRITTEN_BY_TOOLS.contains(path)) {
              found.add(new SourceFile(path, Files.readAllLines(file)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// Runs google-java-format over every Java file of the working tree.
///
/// `java tools/Format.java check|apply path/to/google-java-format.jar`, from the project root. The
/// formatter gets its files by an argument file because a command line has a length limit.
final class Format {
  private Format() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 2 || !List.of("check", "apply").contains(args[0])) {
      System.err.println("usage: Format.java check|apply google-java-format.jar");
      System.exit(2);
    }
    boolean apply = args[0].equals("apply");
    List<String> lines = new ArrayList<>();
    lines.addAll(apply ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    sources(Path.of("")).forEach(path -> lines.add(path.toString()));
    Path arguments = Files.write(Path.of(args[1]).resolveSibling("format-arguments"), lines);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process formatter =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                args[1],
                "@" + arguments)
            .inheritIO()
            .start();
    int status = formatter.waitFor();
    if (status != 0 && !apply) {
      System.err.println("The files above are not formatted. Run tools/format.");
    }
    System.exit(status);
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean foreign = name.equals("target") || (name.length() > 1 && name.startsWith("."));
            return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(null);
    return found;
  }
}

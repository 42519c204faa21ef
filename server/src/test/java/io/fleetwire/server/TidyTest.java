package io.fleetwire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.server.SourceTree.SourceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The style, as far as a machine can read it from the text of the sources.
///
/// Each failure lists the places and says what to do instead. The compiler, Error Prone and
/// `LawTest` see everything that needs types.
final class TidyTest {
  private static final int FILE_LINES_MAX = 400;
  private static final int METHOD_LINES_MAX = 60;
  private static final int COLUMNS_MAX = 100;

  /// Shorter than this is a label, not an essay.
  private static final int ESSAY_LINES_MIN = 8;

  private static final SourceTree TREE = SourceTree.read();

  @Test
  void filesStayShort() {
    none(
        TREE.java()
            .filter(file -> file.lines().size() > FILE_LINES_MAX)
            .map(file -> file.path() + ": " + file.lines().size() + " lines"),
        "at most " + FILE_LINES_MAX + " lines: a longer file is two subjects, split it");
  }

  @Test
  void methodsStayShort() {
    none(
        TREE.java()
            .flatMap(
                file ->
                    MethodLengths.of(file.text()).stream()
                        .filter(method -> method.lines() > METHOD_LINES_MAX)
                        .map(m -> "%s:%d: %d lines".formatted(file.path(), m.line(), m.lines()))),
        "at most " + METHOD_LINES_MAX + " lines: keep the branches here, move the leaves out");
  }

  @Test
  void linesFitTheScreen() {
    Predicate<String> tooLong =
        line -> line.codePointCount(0, line.length()) > COLUMNS_MAX && !line.startsWith("import ");
    none(
        Stream.concat(TREE.java(), TREE.files().stream().filter(TidyTest::isScript))
            .flatMap(file -> file.linesThat(tooLong)),
        "at most " + COLUMNS_MAX + " columns");
  }

  @Test
  void whiteSpaceIsInvisible() {
    none(
        everything(line -> line.indexOf('\t') >= 0 || line.endsWith(" ")),
        "no tabs and no space at the end of a line: run tools/format, or your editor's");
  }

  @Test
  void nothingIsLeftForLater() {
    String later = String.join("|", "TO" + "DO", "FIX" + "ME", "XX" + "X");
    Pattern marker = Pattern.compile("\\b(" + later + ")\\b");
    none(
        everything(line -> marker.matcher(line).find()),
        "finish it, or describe it where work is planned");
  }

  @Test
  void noPathLeadsIntoSomebodysMachine() {
    Pattern homes =
        Pattern.compile("(?<![\\w.}*<-])/(work|root|farm|home/\\w+|Users/\\w+)(/|\\b)(?!\\()");
    none(
        everything(line -> homes.matcher(line).find()), "write paths relative to the project root");
  }

  @Test
  void everyRoomHasNullMarksAndAnEssay() {
    Set<String> packages =
        TREE.java().filter(SourceFile::isMain).map(SourceFile::folder).collect(Collectors.toSet());
    none(
        packages.stream().sorted().flatMap(TidyTest::faultsOfPackage),
        "package-info.java is the room's essay: purpose, players, who retries, what it may use");
  }

  @Test
  void testsNeitherSkipNorSleep() {
    Pattern banned =
        Pattern.compile(
            "@Dis" + "abled|Thread(\\.|::)sleep\\b(?!\")|\\bassum" + "e(True|False|That)\\(");
    none(
        TREE.java().filter(SourceFile::isTest).flatMap(f -> f.linesThat(banned.asPredicate())),
        "make it run or delete it; wait on a latch or a predicate with a bound");
  }

  @Test
  void everyTestIsFoundByTheRunner() {
    Pattern test = Pattern.compile("^\\s*@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b");
    none(
        TREE.java()
            .filter(SourceFile::isTest)
            .filter(file -> !file.name().endsWith("Test.java"))
            .filter(
                file -> !(file.name().endsWith("Trial.java") && file.path().startsWith("server/")))
            .filter(file -> file.lines().stream().anyMatch(test.asPredicate()))
            .map(SourceFile::path),
        "the runner looks for *Test, and in server for *Trial: rename the class, or move a contract"
            + " suite to testkit");
  }

  @Test
  void sqlStaysInStoreAndTables() {
    Pattern sql =
        Pattern.compile(
            "(?is)\"\\s*(select\\s.+\\sfrom\\s|insert\\s+(or\\s+\\w+\\s+)?into\\s|delete\\s+from\\s"
                + "|update\\s+\\w+\\s+set\\s|create\\s+(table|index|unique)\\s|pragma\\s)[^\"]*\"");
    none(
        TREE.java()
            .filter(SourceFile::isMain)
            .filter(file -> !file.path().startsWith("store/"))
            .filter(file -> !file.name().endsWith("Table.java"))
            .filter(file -> sql.matcher(file.text()).find())
            .map(SourceFile::path),
        "SQL is written in store and in a slice's *Table classes only");
  }

  @Test
  void everyDocumentHasOneTitle() {
    none(
        TREE.markdown()
            .filter(file -> prose(file).filter(line -> line.startsWith("# ")).count() != 1)
            .map(SourceFile::path),
        "exactly one line starts with '# '");
  }

  @Test
  void linksLeadSomewhere() {
    Pattern link = Pattern.compile("\\]\\((?!\\w+:|#)([^)#\\s]+)");
    none(
        TREE.markdown()
            .flatMap(
                file ->
                    prose(file)
                        .flatMap(line -> link.matcher(line).results())
                        .map(found -> found.group(1))
                        .filter(target -> !exists(file, target))
                        .map(target -> file.path() + " -> " + target)),
        "a relative link names a file of this project");
  }

  /// A promise that names a test which is gone would be believed.
  @Test
  void promisesNameTheTestsThatProveThem() {
    Set<String> names =
        TREE.java().map(file -> file.name().replace(".java", "")).collect(Collectors.toSet());
    List<String> promises =
        file("ARCHITECTURE.md").lines().stream()
            .dropWhile(line -> !line.equals("## Promises"))
            .takeWhile(line -> !line.equals("## Glossary"))
            .filter(line -> line.startsWith("| ") && !line.startsWith("| Promise "))
            .toList();
    Pattern proof = Pattern.compile("`(\\w+(?:Test|Trial|Contract)|Walk)`");
    none(
        promises.stream().filter(line -> !proof.matcher(line).find()), "each promise names a test");
    none(
        promises.stream()
            .flatMap(line -> proof.matcher(line).results())
            .map(found -> found.group(1))
            .filter(name -> !names.contains(name)),
        "a promise names tests that are there");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "class A { void a() { } }                          | 1",
        "class A { void a() {; if (x) {;} ;} }             | 4",
        "record A(int b) { A {; ;} }                       | 3",
        "class A { String s = \"{\"; char c = '{'; // {;}  | 0",
        "class A { Object o = new B() {; void c() {;} } }  | 3",
        "class A { @T({1}) void a(int b) {; ;} }           | 3",
        "class A { @T({;1;}) void a() { } int[] b = {;}; } | 1"
      })
  void methodLengthsAreCountedByBraces(String source, int longest) {
    int lines =
        MethodLengths.of(source.replace(";", "\n") + "\n").stream()
            .mapToInt(MethodLengths.Length::lines)
            .max()
            .orElse(0);
    assertThat(lines).isEqualTo(longest);
  }

  private static void none(Stream<String> places, String instead) {
    assertThat(places.toList()).as(instead).isEmpty();
  }

  private static Stream<String> everything(Predicate<String> offends) {
    return TREE.files().stream().flatMap(file -> file.linesThat(offends));
  }

  private static boolean isScript(SourceFile file) {
    return file.path().endsWith(".sh") || file.lines().stream().limit(1).anyMatch(TidyTest::isBang);
  }

  private static boolean isBang(String line) {
    return line.startsWith("#!");
  }

  /// A room that is not written yet says so by `dependencies.strict` in its own pom; the word can
  /// only disappear, because a written room that still has it is a fault too.
  private static Stream<String> faultsOfPackage(String folder) {
    Path info = TREE.root().resolve(folder).resolve("package-info.java");
    if (!Files.exists(info)) {
      return Stream.of(folder + ": has no package-info.java");
    }
    List<String> lines = file(folder + "/package-info.java").lines();
    if (!lines.contains("@NullMarked")) {
      return Stream.of(folder + ": package-info.java is not @NullMarked");
    }
    boolean essay = lines.stream().filter(l -> l.startsWith("///")).count() >= ESSAY_LINES_MIN;
    String pom = folder.substring(0, folder.indexOf("/src/")) + "/pom.xml";
    boolean written = !file(pom).text().contains("<dependencies.strict>false<");
    if (written && !essay) {
      return Stream.of(folder + ": package-info.java is shorter than " + ESSAY_LINES_MIN);
    }
    return !written && essay
        ? Stream.of(pom + ": the room is written, so remove dependencies.strict")
        : Stream.empty();
  }

  private static SourceFile file(String path) {
    return TREE.files().stream().filter(f -> f.path().equals(path)).findFirst().orElseThrow();
  }

  /// The lines outside fenced code, where '#' starts a comment and brackets are code.
  private static Stream<String> prose(SourceFile file) {
    Matcher fences = Pattern.compile("(?ms)^\\s*```.*?^\\s*```\\s*$").matcher(file.text());
    return fences.replaceAll("").lines();
  }

  private static boolean exists(SourceFile file, String target) {
    return Files.exists(TREE.root().resolve(file.folder()).resolve(target).normalize());
  }
}

package io.fleetwire.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The laws of the house, read from the compiled classes of every shipped room.
///
/// Which room may use which stands in {@link Arrows}.
final class LawTest {
  static final List<String> ROOMS = List.copyOf(Arrows.MAY_USE.keySet());

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // Templates are not written in Java, and what is made of them is not to be read.
          .withImportOption(location -> !location.contains("Generated.class"))
          .importPackages("io.fleetwire");

  private static final String WIRING = "io.fleetwire.server.Wiring";

  /// Repeats a run from its seed, as the law asks.
  private static final String SEEDED = "io.fleetwire.testkit.SeededRandom";

  @ParameterizedTest
  @FieldSource("ROOMS")
  void arrowsNeverPointBack(String room) {
    Set<String> known = new TreeSet<>(Arrows.MAY_USE.getOrDefault(room, Set.of()));
    known.add(room);
    String[] allowed = known.stream().map(LawTest::packageOf).toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage(packageOf(room))
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.fleetwire..").and(not(resideInAnyPackage(allowed))))
            .because(
                "%s may use %s only: let the other room call through a port, or move the word down"
                    .formatted(room, known)));
  }

  @Test
  void everyRoomIsFlatAndInTheTable() {
    Set<String> found = new TreeSet<>();
    HOUSE.forEach(type -> found.add(type.getPackageName().replace("io.fleetwire.", "")));
    assertThat(ROOMS)
        .as("a room is one flat package, and its arrows stand in the table of Arrows")
        .containsAll(found);
  }

  @Test
  void roomsHaveNoCycles() {
    check(
        slices()
            .matching("io.fleetwire.(*)..")
            .should()
            .beFreeOfCycles()
            .because("rooms that need each other are one room: merge them or invert one arrow"));
  }

  @ParameterizedTest
  @FieldSource("BARE_ROOMS")
  void bareRoomsNeedOnlyTheJdk(String room) {
    check(
        classes()
            .that()
            .resideInAPackage(packageOf(room))
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", packageOf(room)))
            .because(
                "%s works without any library: put what needs one in another room"
                    .formatted(room)));
  }

  static final List<String> BARE_ROOMS = List.of("engine", "receiver", "plist");

  /// TLS of those who call us: what they have opened is wrapped, and nothing is opened.
  private static final String[] CALLERS = {
    "io.fleetwire.web.TlsSockets", "io.fleetwire.web.ServerTls"
  };

  @Test
  void onlyEgressOpensSockets() {
    DescribedPredicate<JavaClass> sockets =
        resideInAnyPackage("java.net.http..", "com.sun.net.httpserver..", "io.helidon.webclient..")
            .or(
                named(
                    "java.net.Socket",
                    "java.net.ServerSocket",
                    "java.net.DatagramSocket",
                    "java.net.URLConnection",
                    "java.net.HttpURLConnection",
                    "java.nio.channels.SocketChannel",
                    "java.nio.channels.ServerSocketChannel",
                    "java.nio.channels.DatagramChannel",
                    "java.nio.channels.AsynchronousSocketChannel",
                    "javax.net.SocketFactory",
                    "javax.net.ssl.SSLSocketFactory",
                    "javax.net.ssl.SSLSocket"));
    check(
        noClasses()
            // The agent and the simulator are programs of their own, beside the server: they call
            // what their operators name. No stranger can give them an address to guard.
            .that(outside("egress", "testkit", "agent", "simulator").and(areNot(CALLERS)))
            .should()
            .dependOnClassesThat(sockets)
            .because("the address guard stands at one door: send through egress"));
  }

  @Test
  void onlyStoreKnowsJdbc() {
    check(
        noClasses()
            .that(outside("store", "testkit")) // which makes databases for trials
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "org.flywaydb..")
            .because("connections and transactions have one owner: use store's Database"));
  }

  @Test
  void onlyServerReadsTheEnvironment() {
    check(
        noClasses()
            // The build speaks to these by properties.
            .that(
                outside("server")
                    .and(
                        areNot(
                            "io.fleetwire.testkit.FuzzRun", "io.fleetwire.testkit.TrialDatabase")))
            .should(
                call(
                    "java.lang.System.getenv",
                    "java.lang.System.getProperty",
                    "java.lang.System.getProperties",
                    "java.lang.Boolean.getBoolean",
                    "java.lang.Integer.getInteger",
                    "java.lang.Long.getLong"))
            .because(
                "a setting that is not in Config cannot be checked: take a constructor value"));
  }

  @Test
  void timeIsInjected() {
    check(
        noClasses()
            .that(areNot(WIRING))
            .should(
                call(
                    "java.lang.System.currentTimeMillis",
                    "java.lang.Thread.sleep",
                    "java.util.concurrent.TimeUnit.sleep",
                    "java.time.Instant.now",
                    "java.time.LocalDate.now",
                    "java.time.LocalDateTime.now",
                    "java.time.OffsetDateTime.now",
                    "java.time.ZonedDateTime.now",
                    "java.time.InstantSource.system",
                    "java.time.ZoneId.systemDefault",
                    "java.util.Calendar.getInstance",
                    "java.util.Date.<init>",
                    "java.time.Clock.system*",
                    "java.time.Clock.tick*"))
            .because(
                "tests and the simulator own time: take an InstantSource, wait on a condition"));
  }

  @Test
  void chanceIsInjected() {
    check(
        noClasses()
            .that(areNot(WIRING, SEEDED))
            .should(
                call(
                    "java.lang.Math.random",
                    "java.util.UUID.randomUUID",
                    "java.util.Random.<init>",
                    "java.util.SplittableRandom.<init>",
                    "java.util.concurrent.ThreadLocalRandom.current",
                    "java.util.random.RandomGenerator.getDefault",
                    "java.util.random.RandomGenerator.of",
                    "java.security.SecureRandom.<init>",
                    "java.security.SecureRandom.getInstance*"))
            .because(
                "a seed must repeat a run: take a RandomGenerator, or a SecureRandom for secrets"));
  }

  @Test
  void onlyMeasuringRoomsReadTheNanoClock() {
    check(
        noClasses()
            .that(outside("egress", "testkit"))
            .and(areNot(WIRING))
            .should(call("java.lang.System.nanoTime"))
            .because("durations that matter are differences of the injected InstantSource"));
  }

  @Test
  void namesSayWhatAThingIs() {
    check(
        noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)")
            .orShould()
            .haveNameMatching(".*[.$]Abstract[A-Z].*")
            .because("such a name fits everything: name the fact, the decision or the driver"));
  }

  @Test
  void classesAreFinal() {
    check(
        classes()
            .that(areConcrete())
            .should()
            .haveModifier(FINAL)
            .because("a class that nobody designed to be extended is final; share by composition"));
  }

  @Test
  void constructorsTakeSixCollaboratorsAndMethodsFourParameters() {
    check(
        classes()
            .should(haveShortParameterLists())
            .because("more collaborators are two classes; more parameters are a record"));
  }

  @Test
  void onlyTheCommandLinePrints() {
    check(
        noClasses()
            .that(areNot("io.fleetwire.server.Main", "io.fleetwire.server.Console"))
            .and()
            .haveSimpleNameNotEndingWith("Command")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("a service logs: use System.Logger; a *Command prints through Console"));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(HOUSE);
  }

  private static String packageOf(String room) {
    return "io.fleetwire." + room + "..";
  }

  private static DescribedPredicate<JavaClass> outside(String... rooms) {
    String[] packages = List.of(rooms).stream().map(LawTest::packageOf).toArray(String[]::new);
    return not(resideInAnyPackage(packages)).as("are outside %s", List.of(rooms));
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    Set<String> wanted = Set.of(names);
    return DescribedPredicate.describe(
        "are one of " + wanted, type -> wanted.contains(type.getName()));
  }

  /// Also covers what is nested in the named classes.
  private static DescribedPredicate<JavaClass> areNot(String... names) {
    Set<String> excepted = Set.of(names);
    return DescribedPredicate.describe(
        "are not in " + excepted,
        type -> !excepted.contains(type.getName().replaceFirst("\\$.*", "")));
  }

  private static DescribedPredicate<JavaClass> areConcrete() {
    return DescribedPredicate.describe(
        "are concrete classes",
        type ->
            !type.isInterface()
                && !type.isEnum()
                && !type.isAnonymousClass()
                && !type.getModifiers().contains(ABSTRACT));
  }

  /// Matches `package.Type.method`, `package.Type.<init>`, and a trailing `*` as any ending. Method
  /// references count as calls.
  private static ArchCondition<JavaClass> call(String... targets) {
    List<String> banned = List.of(targets);
    return new ArchCondition<>("call one of " + banned) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getAccessesFromSelf().stream()
            .filter(access -> banned.stream().anyMatch(target -> matches(target, access)))
            .forEach(
                access ->
                    events.add(SimpleConditionEvent.satisfied(access, access.getDescription())));
      }
    };
  }

  private static boolean matches(String target, JavaAccess<?> access) {
    String called = access.getTarget().getOwner().getName() + "." + access.getTarget().getName();
    return target.endsWith("*")
        ? called.startsWith(target.substring(0, target.length() - 1))
        : called.equals(target);
  }

  private static ArchCondition<JavaClass> haveShortParameterLists() {
    return new ArchCondition<>("have short parameter lists") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (type.isAnonymousClass() || type.isEnum()) {
          return;
        }
        type.getCodeUnits().stream()
            .filter(unit -> unit.getRawParameterTypes().size() > limit(type, unit))
            .forEach(
                unit -> events.add(SimpleConditionEvent.violated(unit, unit.getDescription())));
      }
    };
  }

  private static int limit(JavaClass type, JavaCodeUnit unit) {
    boolean written = unit.getModifiers().stream().noneMatch(m -> m.name().equals("SYNTHETIC"));
    if (!written || (type.isRecord() && unit.isConstructor())) {
      return Integer.MAX_VALUE;
    }
    return unit.isConstructor() ? 6 : 4;
  }
}

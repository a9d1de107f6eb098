package dev.tidemark.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What no result may depend on, and what no code of ours does. */
class BansTest {
  /** The one place that makes clocks and random ids. */
  private static final String WIRING = "dev.tidemark.app.wiring..";

  /** A program of its own, started as processes by its tests: its main methods are its wiring. */
  private static final String STRESS = "dev.tidemark.lake.stress..";

  private static final Map<String, Set<String>> AMBIENT =
      Map.of(
          "java.lang.System", Set.of("currentTimeMillis", "nanoTime"),
          "java.lang.Math", Set.of("random"),
          "java.time.InstantSource", Set.of("system"),
          "java.util.concurrent.ThreadLocalRandom", Set.of("current"));

  private static final Set<String> CLOCK_READERS =
      Set.of(
          "java.time.Instant",
          "java.time.LocalDate",
          "java.time.LocalTime",
          "java.time.LocalDateTime",
          "java.time.ZonedDateTime",
          "java.time.OffsetDateTime",
          "java.time.Year",
          "java.time.YearMonth");

  private static final Set<String> INEXACT =
      Set.of(
          "log", "log10", "log1p", "exp", "expm1", "pow", "cbrt", "sin", "cos", "tan", "asin",
          "acos", "atan", "atan2", "sinh", "cosh", "tanh", "hypot");

  @Test
  void timeAndChanceComeFromOutside() {
    noClasses()
        .that()
        .resideOutsideOfPackages(WIRING, STRESS)
        .should()
        .callMethodWhere(target(matching("reads a clock or a random source", BansTest::ambient)))
        .check(TidemarkClasses.ALL);
  }

  /** The lake names files and tables so that no other process can choose the same name. */
  @Test
  void randomIdsAreMadeByTheWiringAndForNamesOfFiles() {
    noClasses()
        .that()
        .resideOutsideOfPackages(WIRING, "dev.tidemark.lake..")
        .should()
        .callMethodWhere(
            target(
                matching(
                    "makes a random id",
                    called ->
                        called.getName().equals("randomUUID")
                            && called.getOwner().getName().equals("java.util.UUID"))))
        .check(TidemarkClasses.ALL);
  }

  @Test
  void noUnseededRandomness() {
    noClasses()
        .that()
        .resideOutsideOfPackage(WIRING)
        .should()
        .callConstructor(java.util.Random.class)
        .orShould()
        .callConstructor(java.security.SecureRandom.class)
        .check(TidemarkClasses.ALL);
  }

  /** {@code Math} may use instructions whose last bit differs between machines. */
  @Test
  void coreUsesStrictMathForTranscendentals() {
    noClasses()
        .that()
        .resideInAPackage("dev.tidemark.core..")
        .should()
        .callMethodWhere(
            target(
                matching(
                    "may differ in the last bit",
                    called ->
                        called.getOwner().getName().equals("java.lang.Math")
                            && INEXACT.contains(called.getName()))))
        .check(TidemarkClasses.ALL);
  }

  @Test
  void noParallelStreams() {
    noClasses()
        .should()
        .callMethodWhere(
            target(
                matching(
                    "makes a stream parallel",
                    called ->
                        called.getName().equals("parallelStream")
                            || called.getName().equals("parallel")
                                && called.getOwner().getPackageName().equals("java.util.stream"))))
        .check(TidemarkClasses.ALL);
  }

  /** Whoever must wait for a provider takes a {@code Waiting}, which tests replace. */
  @Test
  void nobodySleeps() {
    noClasses()
        .that()
        .resideOutsideOfPackage(WIRING)
        .and()
        .doNotHaveFullyQualifiedName("dev.tidemark.ingest.http.Waiting")
        .should()
        .callMethodWhere(
            target(
                matching(
                    "sleeps",
                    called ->
                        called.getName().equals("sleep")
                            && called.getOwner().getPackageName().startsWith("java."))))
        .check(TidemarkClasses.ALL);
  }

  @Test
  void errorsAreReportedAndNotPrinted() {
    noClasses()
        .should()
        .callMethodWhere(
            target(
                matching(
                    "prints a stack trace", called -> called.getName().equals("printStackTrace"))))
        .check(TidemarkClasses.ALL);
  }

  @Test
  void onlyTheWiringSeesTheStandardStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackages(WIRING, STRESS)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .check(TidemarkClasses.ALL);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Processor2)")
        .check(TidemarkClasses.ALL);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : TidemarkClasses.ALL) {
      JavaPackage home = type.getPackage();
      if (!home.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(home.getName());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  private static boolean ambient(AccessTarget.CodeUnitCallTarget called) {
    String owner = called.getOwner().getName();
    return AMBIENT.getOrDefault(owner, Set.of()).contains(called.getName())
        || called.getName().equals("now") && CLOCK_READERS.contains(owner)
        || owner.equals("java.time.Clock") && called.getName().startsWith("system");
  }

  private static DescribedPredicate<AccessTarget.CodeUnitCallTarget> matching(
      String description, java.util.function.Predicate<AccessTarget.CodeUnitCallTarget> test) {
    return describe(description, test);
  }
}

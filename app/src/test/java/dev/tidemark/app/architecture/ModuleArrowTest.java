package dev.tidemark.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Everything flows one way. Before you add an arrow here, think: a value is computed in core,
 * whoever asks, and what two modules to the right share belongs to their left.
 */
class ModuleArrowTest {
  private static final Map<String, List<String>> MAY_USE =
      Map.of(
          "core", List.of(),
          "lake", List.of("core"),
          "ingest", List.of("core", "lake"),
          "transform", List.of("core", "lake"),
          "smartdb", List.of("core"),
          "stream", List.of("core", "lake", "ingest", "smartdb"),
          "analysis", List.of("core"),
          "golden", List.of("core", "analysis"),
          "server", List.of("core", "lake", "transform", "smartdb", "stream", "analysis"),
          "app",
              List.of(
                  "core",
                  "lake",
                  "ingest",
                  "transform",
                  "smartdb",
                  "stream",
                  "analysis",
                  "golden",
                  "server"));

  @TestFactory
  List<DynamicTest> eachModuleUsesOnlyThoseItMay() {
    List<DynamicTest> tests = new ArrayList<>();
    MAY_USE.keySet().stream()
        .sorted()
        .forEach(module -> tests.add(DynamicTest.dynamicTest(module, () -> check(module))));
    return tests;
  }

  private static void check(String module) {
    List<String> forbidden = new ArrayList<>();
    for (String other : MAY_USE.keySet()) {
      if (!other.equals(module) && !MAY_USE.getOrDefault(module, List.of()).contains(other)) {
        forbidden.add("dev.tidemark." + other + "..");
      }
    }
    if (forbidden.isEmpty()) {
      return;
    }
    noClasses()
        .that()
        .resideInAPackage("dev.tidemark." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden.toArray(String[]::new))
        .allowEmptyShould(true)
        .check(TidemarkClasses.ALL);
  }

  @Test
  void everyClassBelongsToAModule() {
    assertThat(TidemarkClasses.ALL.stream().map(c -> c.getPackageName().split("\\.", -1)[2]))
        .isSubsetOf(MAY_USE.keySet());
  }

  @Test
  void modulesHaveNoCycles() {
    slices().matching("dev.tidemark.(*)..").should().beFreeOfCycles().check(TidemarkClasses.ALL);
  }

  @Test
  void coreKnowsNoInputOutputAndNoEngine() {
    classes()
        .that()
        .resideInAPackage("dev.tidemark.core..")
        .should()
        .onlyDependOnClassesThat(CorePurity.allowed())
        .check(TidemarkClasses.ALL);
  }

  @Test
  void internalsOfDeltaStayInOneAdapter() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.tidemark.lake.delta..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.delta..")
        .check(TidemarkClasses.ALL);
  }

  @Test
  void theQueryEngineStaysInOneAdapter() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.tidemark.lake.duck..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.duckdb..")
        .check(TidemarkClasses.ALL);
  }

  @Test
  void theCommandLineLibraryStaysInTheApplication() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.tidemark.app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..")
        .check(TidemarkClasses.ALL);
  }
}

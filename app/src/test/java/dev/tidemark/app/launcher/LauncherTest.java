package dev.tidemark.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.launcher.FakeInstallation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script: which Java, when it builds, what it passes on. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  @TempDir private Path directory;

  private FakeInstallation installation;

  @BeforeEach
  void create() throws IOException {
    installation = new FakeInstallation(directory.resolve("a tree with spaces"));
  }

  @Test
  void takesTheNewestJdkOfTheUsualPlaces() throws Exception {
    installation.jdk("jdk-17", "17.0.9");
    installation.jdk("jdk-21", "21.0.1");
    installation.jdk("jdk-25", "25");
    assertThat(installation.run("version").out()).startsWith("java jdk-25\n");
  }

  @Test
  void javaHomeThatSuitsWinsOverTheUsualPlaces() throws Exception {
    installation.jdk("jdk-25", "25.0.1");
    Path mine = FakeInstallation.java(directory.resolve("mine"), "21.0.2", true);
    installation.with("JAVA_HOME", mine.toString());
    assertThat(installation.run("version").out()).startsWith("java mine\n");
  }

  @Test
  void javaHomeThatIsTooOldIsPassedOver() throws Exception {
    installation.jdk("jdk-25", "25.0.1");
    Path old = FakeInstallation.java(directory.resolve("old"), "1.8.0_392", true);
    installation.with("JAVA_HOME", old.toString());
    assertThat(installation.run("version").out()).startsWith("java jdk-25\n");
  }

  @Test
  void runtimeWithoutCompilerCannotBuildAndIsPassedOver() throws Exception {
    installation.jdk("jdk-21", "21.0.1");
    Path runtime = FakeInstallation.java(directory.resolve("jre"), "25.0.1", false);
    installation.with("JAVA_HOME", runtime.toString());
    assertThat(installation.run("version").out()).startsWith("java jdk-21\n");
  }

  @Test
  void javaOnThePathIsFollowedThroughLinks() throws Exception {
    Path home = FakeInstallation.java(directory.resolve("linked"), "22", true);
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), home.resolve("bin/java"));
    installation.with("PATH", bin + ":/usr/bin:/bin");
    assertThat(installation.run("version").out()).startsWith("java linked\n");
  }

  @Test
  void explicitJdkThatDoesNotSuitIsAnErrorAndNotPassedOver() throws Exception {
    installation.jdk("jdk-25", "25.0.1");
    installation.with("TIDEMARK_JAVA_HOME", directory.resolve("nowhere").toString());
    Outcome outcome = installation.run("version");
    assertThat(outcome.exitCode()).isEqualTo(69);
    assertThat(outcome.err()).contains("TIDEMARK_JAVA_HOME is not a JDK of release 21 or newer");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void withoutAnyJdkItSaysWhatToInstall() throws Exception {
    installation.jdk("jdk-17", "17.0.9");
    Outcome outcome = installation.run("version");
    assertThat(outcome.exitCode()).isEqualTo(69);
    assertThat(outcome.err())
        .contains("no JDK of release 21 or newer was found")
        .contains("apt-get install openjdk-25-jdk-headless")
        .contains("TIDEMARK_JAVA_HOME");
    assertThat(installation.builds()).isZero();
  }

  @Test
  void buildsOnceAndOnlyTheApplicationAndWhatItNeeds() throws Exception {
    installation.jdk("jdk-25", "25");
    Outcome first = installation.run("version");
    Outcome second = installation.run("version");
    assertThat(first.exitCode()).isZero();
    assertThat(first.err()).startsWith("Building Tidemark");
    assertThat(first.out()).doesNotContain("noise");
    assertThat(second.err()).isEmpty();
    assertThat(Files.readAllLines(installation.root.resolve("builds")))
        .containsExactly("mvnw -q -Dquick -DskipTests package -pl app -am");
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    installation.jdk("jdk-25", "25");
    installation.run("version");
    installation.edit("core/src/main/java/A.java");
    installation.run("version");
    assertThat(installation.builds()).isEqualTo(2);
  }

  @Test
  void buildsAgainWhenThePomIsNewer() throws Exception {
    installation.jdk("jdk-25", "25");
    installation.run("version");
    installation.edit("pom.xml");
    installation.run("version");
    assertThat(installation.builds()).isEqualTo(2);
  }

  @Test
  void testSourcesAndOtherModulesDoNotMatter() throws Exception {
    installation.jdk("jdk-25", "25");
    installation.run("version");
    installation.edit("core/src/test/java/ATest.java");
    installation.edit("bench/src/main/java/B.java");
    installation.run("version");
    assertThat(installation.builds()).isEqualTo(1);
  }

  @Test
  void noBuildWhenToldSo() throws Exception {
    installation.jdk("jdk-25", "25");
    installation.run("version");
    installation.edit("core/src/main/java/A.java");
    installation.with("TIDEMARK_NO_BUILD", "1").run("version");
    assertThat(installation.builds()).isEqualTo(1);
  }

  @Test
  void failedBuildShowsItsLogAndRunsNothing() throws Exception {
    installation.jdk("jdk-25", "25");
    Files.createFile(installation.root.resolve("fail-build"));
    Outcome outcome = installation.run("version");
    assertThat(outcome.exitCode()).isEqualTo(70);
    assertThat(outcome.err()).contains("COMPILATION ERROR somewhere").contains("build.log");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void failedBuildIsTriedAgain() throws Exception {
    installation.jdk("jdk-25", "25");
    Path failure = Files.createFile(installation.root.resolve("fail-build"));
    installation.run("version");
    Files.delete(failure);
    assertThat(installation.run("version").exitCode()).isZero();
  }

  @Test
  void lockOfADeadBuildIsTakenOver() throws Exception {
    installation.jdk("jdk-25", "25");
    Path lock = Files.createDirectories(installation.root.resolve("target/.build-lock"));
    // Above the largest process id of any Linux or macOS.
    Files.writeString(lock.resolve("pid"), "99999999");
    assertThat(installation.run("version").exitCode()).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void passesFlagsArgumentsAndExitCode() throws Exception {
    installation.jdk("jdk-25", "25");
    Outcome outcome =
        installation
            .with("TIDEMARK_HEAP", "2g")
            .with("TIDEMARK_JAVA_OPTS", "-Da=b -Dc=d")
            .run("seven", "two words", "", "*", "$HOME");
    Path home = installation.root.toRealPath().resolve("app/target/tidemark");
    assertThat(outcome.exitCode()).isEqualTo(7);
    assertThat(outcome.out().lines().skip(1))
        .containsExactly(
            "[@" + home + "/engine.flags]",
            "[-Xmx2g]",
            "[-XX:G1HeapRegionSize=4m]",
            "[-Da=b]",
            "[-Dc=d]",
            "[-cp]",
            "[" + home + "/tidemark.jar]",
            "[dev.tidemark.app.Main]",
            "[seven]",
            "[two words]",
            "[]",
            "[*]",
            "[$HOME]");
  }

  @Test
  void worksThroughSymbolicLinksFromAnyDirectory() throws Exception {
    installation.jdk("jdk-25", "25");
    Path bin = Files.createDirectories(directory.resolve("my bin"));
    Files.createSymbolicLink(bin.resolve("direct"), installation.root.resolve("tidemark"));
    Files.createSymbolicLink(bin.resolve("tm"), Path.of("direct"));
    Outcome outcome = installation.run(bin.resolve("tm"), bin, "version");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains(installation.root.toRealPath() + "/app/target/tidemark");
  }

  @Test
  void unpackedDistributionRunsWithoutBuildingOrCompiler() throws Exception {
    Path home = Files.createDirectories(directory.resolve("dist"));
    Files.copy(installation.root.resolve("tidemark"), home.resolve("tidemark"));
    Files.writeString(home.resolve("tidemark.jar"), "jar");
    Files.writeString(home.resolve("engine.flags"), "");
    Path runtime = FakeInstallation.java(directory.resolve("jre"), "21.0.1", false);
    installation.with("JAVA_HOME", runtime.toString());
    Outcome outcome = installation.run(home.resolve("tidemark"), directory, "version");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("[" + home.toRealPath() + "/tidemark.jar]");
    assertThat(installation.builds()).isZero();
  }

  @Test
  void benchmarksBuildTheirModuleToo() throws Exception {
    installation.jdk("jdk-25", "25");
    Outcome outcome = installation.run("bench", "--quick");
    assertThat(outcome.out()).contains("/bench/target/tidemark-bench.jar]");
    assertThat(Files.readString(installation.root.resolve("builds"))).contains("-pl bench -am");
  }
}

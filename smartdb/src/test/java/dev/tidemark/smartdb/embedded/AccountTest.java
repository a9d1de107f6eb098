package dev.tidemark.smartdb.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.DatabaseRole;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As whom the server runs; when the tests run as root, as a normal user too. */
class AccountTest {
  private static final Account.Ids NOBODY = new Account.Ids(65534, 65534);

  @TempDir private Path directory;

  @BeforeEach
  void onlyAsRoot() throws IOException {
    assumeTrue(
        Files.getAttribute(directory, "unix:uid").equals(0),
        "these tests change users, which takes root; the others ran as a normal user");
  }

  @Test
  void rootKeepsItsDataInAUserNamespace() throws Exception {
    assumeTrue(Command.run(List.of("unshare", "-U", "true")).succeeded(), "no user namespaces");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestHome.in(directory))) {
      assertThat(Sql.text(postgres.database(), DatabaseRole.APP, "SELECT 1")).isEqualTo("1");
      assertThat(Files.getAttribute(directory.resolve("data-18"), "unix:uid")).isEqualTo(0);
    }
  }

  @Test
  void rootRunsDataOfAnotherUserAsThatUser() throws Exception {
    EmbeddedOptions options = TestHome.in(directory);
    EmbeddedPostgres.start(options).close();
    FileTree.give(directory, NOBODY);
    Path data = directory.resolve("data-18");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(options)) {
      Sql.run(postgres.database(), DatabaseRole.OWNER, "CREATE TABLE written (n int)");
      assertThat(Files.getAttribute(Path.of("/proc/" + postgres.pid()), "unix:uid"))
          .isEqualTo(NOBODY.uid());
      assertThat(Files.getAttribute(data.resolve("postmaster.pid"), "unix:uid"))
          .isEqualTo(NOBODY.uid());
    }
  }

  @Test
  void rootIsToldWhyWhenNoWayIsOpen() throws Exception {
    EmbeddedOptions options = TestHome.in(directory.resolve("home"));
    EmbeddedPostgres.start(options).close();
    FileTree.give(directory.resolve("home"), NOBODY);
    // The directory above is root's alone, so that nobody cannot come to its data.
    assertThatThrownBy(() -> EmbeddedPostgres.start(options))
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("cannot be started by root here")
        .hasMessageContaining("cannot write to")
        .hasMessageContaining("database.url");
  }

  @Test
  void aNormalUserStartsStopsAndAdopts() throws Exception {
    assumeTrue(Command.run(List.of("setpriv", "--version")).succeeded(), "no setpriv");
    String classPath = readableClassPath();
    Path home = Files.createDirectory(directory.resolve("home"));
    FileTree.give(directory, NOBODY);
    List<String> asNobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    UserProcess first = UserProcess.start(home, asNobody, classPath);
    String[] ready = first.awaitReady();
    first.kill();
    UserProcess second = UserProcess.start(home, asNobody, classPath);
    assertThat(second.awaitReady()).isEqualTo(ready);
    assertThat(Files.getAttribute(home.resolve("data-18"), "unix:uid")).isEqualTo(NOBODY.uid());
    second.leave();
    assertThat(ProcessHandle.of(Long.parseLong(ready[2]))).isEmpty();
  }

  /** The class path where every user can read it: the local repository may be root's alone. */
  private String readableClassPath() throws IOException {
    Path copies = Files.createDirectory(directory.resolve("classes"));
    int number = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path from = Path.of(entry);
      Path to = copies.resolve(number++ + "-" + from.getFileName());
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.toList()) {
          Files.copy(file, to.resolve(from.relativize(file).toString()), LinkOption.NOFOLLOW_LINKS);
        }
      }
    }
    try (Stream<Path> entries = Files.list(copies)) {
      return String.join(File.pathSeparator, entries.map(Path::toString).toList());
    }
  }
}

package dev.tidemark.smartdb.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real server, started, killed and started again. */
class EmbeddedPostgresTest {
  @TempDir private Path home;

  @Test
  void aFreshServerIsSafeAndRestartKeepsDataAndPort() throws Exception {
    int port;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestHome.in(home))) {
      port = postgres.port();
      Database database = postgres.database();
      assertThat(setting(database, "fsync")).isEqualTo("on");
      assertThat(setting(database, "synchronous_commit")).isEqualTo("on");
      assertThat(setting(database, "server_encoding")).isEqualTo("UTF8");
      assertThat(setting(database, "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(setting(database, "data_checksums")).isEqualTo("on");
      Sql.run(database, DatabaseRole.OWNER, "CREATE TABLE kept (n int)");
      Sql.run(database, DatabaseRole.OWNER, "INSERT INTO kept VALUES (42)");
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve("secrets.properties"))))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("run"))))
        .isEqualTo("rwx------");
    assertThat(Files.exists(home.resolve("data-18/postmaster.pid"))).as("stopped").isFalse();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestHome.options(home))) {
      assertThat(postgres.port()).isEqualTo(port);
      assertThat(Sql.text(postgres.database(), DatabaseRole.OWNER, "SELECT n FROM kept"))
          .isEqualTo("42");
    }
  }

  @Test
  void nobodyComesInWithoutAPassword() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestHome.in(home))) {
      String url = EmbeddedRoles.url(postgres.port(), "postgres");
      assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", ""))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aKilledServerComesBackOnItsPortWithAllThatWasCommitted() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestHome.in(home))) {
      Database database = postgres.database();
      Sql.run(database, DatabaseRole.OWNER, "CREATE TABLE kept AS SELECT 7 AS n");
      long killed = postgres.pid();
      ProcessHandle server = ProcessHandle.of(killed).orElseThrow();
      server.destroyForcibly();
      server.onExit().get(10, TimeUnit.SECONDS);
      assertThat(Sql.textOnceUp(database, DatabaseRole.OWNER, "SELECT n FROM kept")).isEqualTo("7");
      assertThat(Postmaster.read(home.resolve("data-18")).orElseThrow().pid()).isNotEqualTo(killed);
    }
  }

  @Test
  void anOrphanOfAKilledProcessIsAdoptedAndStoppedByItsNewUser() throws Exception {
    TestHome.in(home);
    UserProcess first = UserProcess.start(home);
    String[] ready = first.awaitReady();
    first.kill();
    ProcessHandle orphan = ProcessHandle.of(Long.parseLong(ready[2])).orElseThrow();
    assertThat(orphan.isAlive()).isTrue();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestHome.options(home))) {
      assertThat(postgres.pid()).isEqualTo(orphan.pid());
      assertThat(postgres.port()).isEqualTo(Integer.parseInt(ready[1]));
    }
    orphan.onExit().get(10, TimeUnit.SECONDS);
  }

  @Test
  void twoThatComeAtOnceShareOneServerAndTheLastStopsIt() throws Exception {
    TestHome.in(home);
    UserProcess one = UserProcess.start(home);
    UserProcess two = UserProcess.start(home);
    String[] first = one.awaitReady();
    String[] second = two.awaitReady();
    assertThat(second[2]).isEqualTo(first[2]);
    ProcessHandle server = ProcessHandle.of(Long.parseLong(first[2])).orElseThrow();
    one.leave();
    assertThat(server.isAlive()).as("one is still there").isTrue();
    two.leave();
    server.onExit().get(10, TimeUnit.SECONDS);
  }

  @Test
  void twoOfOneProcessShareItToo() throws Exception {
    EmbeddedOptions options = TestHome.in(home);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var starts =
          java.util.stream.Stream.generate(
                  () ->
                      CompletableFuture.supplyAsync(() -> EmbeddedPostgres.start(options), threads))
              .limit(2)
              .toList();
      EmbeddedPostgres one = starts.get(0).get();
      EmbeddedPostgres two = starts.get(1).get();
      assertThat(one.pid()).isEqualTo(two.pid());
      one.close();
      assertThat(Sql.text(two.database(), DatabaseRole.APP, "SELECT 1")).isEqualTo("1");
      one.close();
      assertThat(Sql.text(two.database(), DatabaseRole.APP, "SELECT 1")).isEqualTo("1");
      two.close();
      assertThat(ProcessHandle.of(two.pid()).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    }
  }

  @Test
  void aStalePidFileIsNoObstacleEvenWhenTheIdIsSomeoneElses() throws Exception {
    EmbeddedOptions options = TestHome.in(home);
    EmbeddedPostgres.start(options).close();
    Path pidFile = home.resolve("data-18/postmaster.pid");
    long ours = ProcessHandle.current().pid();
    Files.writeString(pidFile, ours + "\n" + home.resolve("data-18") + "\n1\n1\n\n\n\nready\n");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(options)) {
      assertThat(postgres.pid()).isNotEqualTo(ours);
    }
    Files.writeString(pidFile, "");
    EmbeddedPostgres.start(options).close();
  }

  @Test
  void aPortTakenMeanwhileIsReplacedAndAFixedOneIsAnError() throws Exception {
    EmbeddedOptions options = TestHome.in(home);
    int port;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(options)) {
      port = postgres.port();
    }
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      try (EmbeddedPostgres postgres = EmbeddedPostgres.start(options)) {
        assertThat(postgres.port()).isNotEqualTo(other.getLocalPort());
      }
      assertThatThrownBy(() -> EmbeddedPostgres.start(options.withPort(port)))
          .isInstanceOfSatisfying(
              TidemarkException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED))
          .hasMessageContaining("another program uses it")
          .hasMessageContaining("port=" + port);
    }
  }

  @Test
  void aProgramCutShortByALossOfPowerIsUnpackedAgain() throws Exception {
    Path program = BundledBinaries.unpack(home).program("initdb");
    assertThat(Files.size(program)).isPositive();
    Files.write(program, new byte[0]);
    assertThat(Files.size(BundledBinaries.unpack(home).program("initdb"))).isPositive();
  }

  @Test
  void lostPasswordsAreAClearError() throws Exception {
    EmbeddedOptions options = TestHome.in(home);
    EmbeddedPostgres.start(options).close();
    Files.delete(home.resolve("secrets.properties"));
    assertThatThrownBy(() -> EmbeddedPostgres.start(options))
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("passwords of the embedded database are gone");
  }

  @Test
  void aVeryLongPathHasNoSocketAndWorks() throws Exception {
    Path deep = home.resolve("a-directory-with-a-long-name".repeat(4));
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestHome.in(deep))) {
      assertThat(Sql.text(postgres.database(), DatabaseRole.APP, "SELECT 1")).isEqualTo("1");
      assertThat(Files.list(deep.resolve("run"))).isEmpty();
    }
  }

  private static String setting(Database database, String name) throws SQLException {
    return Sql.text(database, DatabaseRole.APP, "SELECT current_setting('" + name + "')");
  }
}

package dev.tidemark.smartdb.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be seen of an embedded server without starting it or changing anything.
 *
 * @param version of the PostgreSQL that comes with this release
 * @param initialised whether it has data
 * @param port where it runs; empty if it does not run
 */
public record EmbeddedStatus(String version, boolean initialised, OptionalInt port) {

  /**
   * @param directory of the server, which need not exist
   * @throws dev.tidemark.core.error.TidemarkException UNSUPPORTED where there are no binaries for
   *     this machine
   */
  public static EmbeddedStatus of(Path directory) throws IOException {
    BundledBinaries.checkPlatform();
    String version = BundledBinaries.version();
    Path data = directory.resolve("data-" + version.substring(0, version.indexOf('.')));
    Optional<Postmaster> running =
        Postmaster.read(data)
            .filter(Postmaster::ready)
            .filter(server -> ProcessHandle.of(server.pid()).isPresent());
    OptionalInt port =
        running.isPresent() && !LocalPort.isFree(running.get().port())
            ? OptionalInt.of(running.get().port())
            : OptionalInt.empty();
    return new EmbeddedStatus(version, Files.exists(data), port);
  }

  /** Whether a server could listen on this port of the loopback interface now. */
  public static boolean isFree(int port) throws IOException {
    return LocalPort.isFree(port);
  }
}

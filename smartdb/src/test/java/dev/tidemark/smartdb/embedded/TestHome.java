package dev.tidemark.smartdb.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Directories for servers; the program is unpacked once for all tests. */
public final class TestHome {
  private static final AtomicInteger PASSWORDS = new AtomicInteger();
  private static @Nullable Path unpacked;

  private TestHome() {}

  /** Options for a directory whose {@code program} link, if there, is the installation. */
  public static EmbeddedOptions options(Path directory) {
    EmbeddedOptions options =
        EmbeddedOptions.of(directory, () -> "secret" + PASSWORDS.incrementAndGet());
    Path program = directory.resolve("program");
    return Files.exists(program) ? options.withInstallation(program) : options;
  }

  /** Makes a directory that uses the common program. */
  public static synchronized EmbeddedOptions in(Path directory) throws IOException {
    if (unpacked == null) {
      Path common = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "pg"));
      try (StartLock lock = StartLock.take(common)) {
        unpacked = BundledBinaries.unpack(common).root();
      }
    }
    Files.createDirectories(directory);
    Files.createSymbolicLink(directory.resolve("program"), unpacked.toAbsolutePath());
    return options(directory);
  }
}

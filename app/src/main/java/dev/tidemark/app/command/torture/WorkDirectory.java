package dev.tidemark.app.command.torture;

import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a torture keeps its homes and logs. */
final class WorkDirectory {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "An empty directory to work in; default one below the home.")
  private @Nullable String directory;

  /** Makes it. */
  Path make(Host host, Settings settings) {
    try {
      if (directory != null) {
        return Files.createDirectories(host.resolve(directory));
      }
      Files.createDirectories(settings.home());
      return Files.createTempDirectory(settings.home(), "torture-");
    } catch (IOException e) {
      throw TidemarkException.of(
          ErrorCode.IO_FAILURE,
          "The torture has no place",
          String.valueOf(e.getMessage()),
          "choose another directory with --dir",
          e);
    }
  }
}

package dev.tidemark.app.command.stream;

import dev.tidemark.app.config.Settings;
import dev.tidemark.stream.cluster.JobJars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The jars that go with a job: those of the installation, or of the class path without one. */
final class JobLibraries {
  private JobLibraries() {}

  static List<Path> jars(Settings settings) {
    try {
      Path application =
          Path.of(JobLibraries.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path lib = application.resolveSibling("lib");
      return Files.isDirectory(lib)
          ? JobJars.ofLibrary(lib)
          : JobJars.asJars(
              JobJars.ofClassPath(System.getProperty("java.class.path")),
              Files.createTempDirectory(Files.createDirectories(settings.home()), "job-jars"));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.tidemark.app.command.parity;

import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where lakes, logs and checkpoints of a comparison are; removed afterwards unless named. */
public final class ParityDirectory {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "An empty directory to work in, which is kept; default a temporary one.")
  private @Nullable String named;

  /** The directory of one run. */
  public static final class Made implements AutoCloseable {
    private final Path root;
    private final boolean kept;

    private Made(Path root, boolean kept) {
      this.root = root;
      this.kept = kept;
    }

    /** A new directory in it. */
    public Path directory(String prefix) {
      try {
        return Files.createTempDirectory(root, prefix + "-");
      } catch (IOException e) {
        throw noPlace(e);
      }
    }

    @Override
    public void close() {
      if (kept) {
        return;
      }
      try {
        Files.walkFileTree(root, new Removal());
      } catch (IOException e) {
        // What is left of a temporary directory changes no result.
      }
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed)
        throws IOException {
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }

  public Made make(Host host, Settings settings) {
    try {
      if (named != null) {
        return new Made(Files.createDirectories(host.resolve(named)), true);
      }
      Files.createDirectories(settings.home());
      return new Made(Files.createTempDirectory(settings.home(), "parity-"), false);
    } catch (IOException e) {
      throw noPlace(e);
    }
  }

  private static TidemarkException noPlace(IOException e) {
    return TidemarkException.of(
        ErrorCode.IO_FAILURE,
        "There is no place to work in",
        String.valueOf(e.getMessage()),
        "choose another directory with --dir",
        e);
  }
}

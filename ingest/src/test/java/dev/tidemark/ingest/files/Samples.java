package dev.tidemark.ingest.files;

import dev.tidemark.ingest.provider.Listing;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.Refusal;
import dev.tidemark.ingest.provider.RefusedException;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files written by hand, packed as their name says, and what the provider makes of them. */
final class Samples {

  private Samples() {}

  static Path write(Path root, String name, String text) {
    try {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, packed(name, text.getBytes(StandardCharsets.UTF_8)));
      return file;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static byte[] packed(String name, byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (name.endsWith(".gz")) {
      try (OutputStream gz = new GZIPOutputStream(out)) {
        gz.write(bytes);
      }
    } else if (name.endsWith(".zip")) {
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        zip.putNextEntry(new ZipEntry("data.csv"));
        zip.write(bytes);
        zip.closeEntry();
      }
    } else {
      out.write(bytes);
    }
    return out.toByteArray();
  }

  /** Everything that reading a directory gives. */
  record Read(List<RawBatch> batches, List<Refusal> refusals, long ignored) {
    long rows() {
      return batches.stream().mapToLong(RawBatch::rows).sum();
    }

    long rejects() {
      return batches.stream().mapToLong(batch -> batch.rejects().size()).sum();
    }

    List<String> series() {
      return batches.stream().map(batch -> batch.series().key()).distinct().sorted().toList();
    }

    RawBatch first() {
      return batches.getFirst();
    }
  }

  static Read read(Path root) {
    return read(FilesProvider.of(root));
  }

  static Read read(FilesProvider provider) {
    Listing listing = provider.list(Selection.all());
    List<Refusal> refusals = new ArrayList<>(listing.refusals());
    List<RawBatch> batches = new ArrayList<>();
    long ignored = 0;
    for (Source source : listing.sources()) {
      try {
        source.examine();
      } catch (RefusedException refused) {
        refusals.add(refused.refusal());
        continue;
      }
      try (RawReader reader = source.open()) {
        for (RawBatch batch = reader.next(); batch != null; batch = reader.next()) {
          batches.add(batch);
        }
        ignored += reader.ignored();
      }
    }
    return new Read(batches, refusals, ignored);
  }
}

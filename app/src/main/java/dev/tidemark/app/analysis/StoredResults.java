package dev.tidemark.app.analysis;

import dev.tidemark.analysis.params.ParamsJson;
import dev.tidemark.analysis.picture.Pictures;
import dev.tidemark.analysis.report.Manifest;
import dev.tidemark.analysis.report.ManifestJson;
import dev.tidemark.analysis.report.Narrative;
import dev.tidemark.analysis.report.TradesCsv;
import dev.tidemark.analysis.report.WindowsCsv;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Results and artifacts below the directory of the object store. */
public final class StoredResults {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final String RESULT = "result.json";
  private static final String MANIFEST = "manifest.json";

  private final Path root;

  public StoredResults(Path root) {
    this.root = root;
  }

  /**
   * A result as it was recorded.
   *
   * @param body empty if only the manifest is there
   */
  public record Recorded(Manifest manifest, Optional<byte[]> body) {}

  /** Stores a result and its artifacts. */
  public void store(LocalAnalysis analysis, Instant createdAt) {
    write(artifacts(analysis.id()), artifacts(analysis.result()));
    write(results(analysis.id()), files(analysis, createdAt));
  }

  /** Tables, pictures and the explanation; without pictures on a machine that has no fonts. */
  public static Map<String, byte[]> artifacts(AnalysisResult result) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("windows.csv", WindowsCsv.bytes(result));
    files.put("trades.csv", TradesCsv.bytes(result));
    files.put("explain.md", Narrative.bytes(result));
    try {
      files.putAll(Pictures.of(result));
    } catch (TidemarkException failure) {
      if (failure.code() != ErrorCode.PRECONDITION_FAILED) {
        throw failure;
      }
    }
    return files;
  }

  /** The files of a result by name; the body is the last, so that it never stands alone. */
  public static Map<String, byte[]> files(LocalAnalysis analysis, Instant createdAt) {
    Manifest manifest =
        Manifest.of(
            analysis.id(),
            analysis.result(),
            analysis.versions(),
            analysis.body(),
            analysis.asKnown(),
            createdAt);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("params.json", ParamsJson.bytes(analysis.result().params()));
    files.put(MANIFEST, ManifestJson.bytes(manifest));
    files.put(RESULT, analysis.body().bytes());
    return files;
  }

  public Path results(String id) {
    return root.resolve("results").resolve(id);
  }

  public Path artifacts(String id) {
    return root.resolve("artifacts").resolve(id);
  }

  /** The result with this id, if it is stored. */
  public Optional<Recorded> find(String id) {
    return ID.matcher(id).matches() && Files.exists(results(id).resolve(MANIFEST))
        ? Optional.of(read(results(id)))
        : Optional.empty();
  }

  /** The result in a directory that has a manifest. */
  public static Recorded read(Path directory) {
    Path body = directory.resolve(RESULT);
    return new Recorded(
        ManifestJson.read(bytes(directory.resolve(MANIFEST))),
        Files.exists(body) ? Optional.of(bytes(body)) : Optional.empty());
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** Writes each file beside its place and moves it there: no reader sees half of one. */
  public static void write(Path directory, Map<String, byte[]> files) {
    try {
      Files.createDirectories(directory);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path part = directory.resolve(file.getKey() + ".part");
        Files.write(part, file.getValue());
        Files.move(part, directory.resolve(file.getKey()), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  /** How many results of a ticker are stored: how often it was tried. */
  public long runs(String ticker) {
    Path all = root.resolve("results");
    if (!Files.isDirectory(all)) {
      return 0;
    }
    List<Path> found = new ArrayList<>();
    try (Stream<Path> directories = Files.list(all)) {
      directories.filter(d -> Files.exists(d.resolve(MANIFEST))).forEach(found::add);
    } catch (IOException e) {
      throw failed(all, e);
    }
    return found.stream().filter(d -> read(d).manifest().params().ticker().equals(ticker)).count();
  }

  private static TidemarkException failed(Path path, IOException cause) {
    return TidemarkException.of(
            ErrorCode.IO_FAILURE,
            "A result cannot be read or written",
            String.valueOf(cause.getMessage()),
            "check the path and its permissions",
            cause)
        .withDetail("path", path);
  }
}

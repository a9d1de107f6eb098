package dev.tidemark.ingest.live;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.lake.TableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Trades and quotes that were told once, as one stream in the order in which they became known. A
 * recording is a file (sessions of WebSocket feeds, LEAN ticks and every other layout of the files
 * provider, CSV of trades, JSON of trades), a directory of such files, or the lake's trades and
 * quotes. Bars and order books in it are left out. Reading it again gives the same records.
 *
 * <p>Sequence numbers and ids that are missing are made as the lake makes them: a number within the
 * event time, {@code ~<event nanoseconds>.<number>} for a trade.
 */
public final class Recording {
  /** Reads records in any order, and says what it left out. */
  interface Content {
    void read(Consumer<MarketRecord> out, Omissions omissions) throws IOException;
  }

  /** What was in a recording and is no record of it. */
  static final class Omissions {
    long refused;
    long ignored;
  }

  private final String name;
  private final RecordingOptions options;
  private final Content content;

  private Recording(String name, RecordingOptions options, Content content) {
    this.name = name;
    this.options = options;
    this.content = content;
  }

  /** NOT_FOUND when there is no such file or directory. */
  public static Recording of(Path path, RecordingOptions options) {
    String name = String.valueOf(path.getFileName());
    if (!Files.exists(path)) {
      throw TidemarkException.of(
              ErrorCode.NOT_FOUND,
              "There is no such recording",
              "the file or directory does not exist",
              "check the path")
          .withDetail("path", path);
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (Files.isRegularFile(path) && (lower.endsWith(".json") || lower.endsWith(".json.gz"))) {
      return new Recording(name, options, new TradesDocument(path, options));
    }
    if (Files.isRegularFile(path) && TradesText.isOne(path)) {
      return new Recording(name, options, new TradesText(path, options));
    }
    return new Recording(name, options, new RecordedFiles(path, options));
  }

  /** The lake's trades and quotes, each at its latest version now. */
  public static Recording of(TableStore store, RecordingOptions options) {
    return of(store, EnumSet.of(Kind.TRADES, Kind.QUOTES), options);
  }

  /** One or both of the lake's trades and quotes, each at its latest version now. */
  public static Recording of(TableStore store, Set<Kind> kinds, RecordingOptions options) {
    return new Recording("lake", options, new RecordedTables(store, kinds, options));
  }

  /** For people. */
  public String name() {
    return name;
  }

  /**
   * All of it, in order. The whole recording is read before the first record is given, and sorted
   * with a bounded number of records in memory.
   *
   * @throws TidemarkException INVALID_INPUT when it cannot be read as any known layout, IO_FAILURE
   *     when it cannot be read at all
   */
  public RecordingReader open() {
    Omissions omissions = new Omissions();
    RecordSorter sorter = new RecordSorter();
    try {
      content.read(
          record -> {
            if (options.wants(record)) {
              sorter.add(record);
            }
          },
          omissions);
      return new RecordingReader(sorter.sorted(), omissions);
    } catch (IOException e) {
      sorter.close();
      throw TidemarkException.of(
              ErrorCode.IO_FAILURE,
              "The recording cannot be read",
              String.valueOf(e.getMessage()),
              "check the file",
              e)
          .withDetail("recording", name);
    } catch (RuntimeException e) {
      sorter.close();
      throw e;
    }
  }

  /** Reads all of it in order. */
  public void forEach(Consumer<MarketRecord> consumer) {
    try (RecordingReader reader = open()) {
      for (MarketRecord record = reader.next(); record != null; record = reader.next()) {
        consumer.accept(record);
      }
    }
  }
}

package dev.tidemark.app.parity.log;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.ingest.files.Symbols;
import dev.tidemark.ingest.live.Recording;
import dev.tidemark.ingest.live.RecordingOptions;
import dev.tidemark.ingest.live.RecordingReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file to take a log from: golden-like JSON, the CSV of {@code smartdb load}, or anything the
 * provider of files recognises (recordings of Binance, Coinbase, Bitstamp and others, ticks of
 * Lean, Dukascopy). Files may be packed with gzip.
 */
public final class LogFile {
  private static final int HEAD = 64 * 1024;
  private static final long FIRST = Instant.parse("1990-01-01T00:00:00Z").getEpochSecond();
  private static final long END = Instant.parse("2040-01-01T00:00:00Z").getEpochSecond();
  private static final long NANOS = 1_000_000_000L;

  private final Instant now;
  private final @Nullable CalendarId calendar;

  /**
   * @param now nothing can have happened much later
   * @param calendar of the instruments, where the file does not tell; null to find it
   */
  public LogFile(Instant now, @Nullable CalendarId calendar) {
    this.now = now;
    this.calendar = calendar;
  }

  /** The series of the file. */
  public List<SeriesLog> read(Path file) {
    if (Files.isDirectory(file)) {
      return recorded(file);
    }
    try {
      String head = head(file);
      String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
      if (looksGolden(name, head)) {
        return GoldenLog.read(file, calendar);
      }
      return recorded(file);
    } catch (IOException e) {
      throw TidemarkException.of(
              ErrorCode.IO_FAILURE,
              "The log cannot be read",
              Files.exists(file) ? String.valueOf(e.getMessage()) : "there is no such file",
              "check that it is there, readable and whole",
              e)
          .withDetail("file", file);
    }
  }

  static boolean isPossible(long nanos) {
    return nanos >= FIRST * NANOS && nanos < END * NANOS;
  }

  static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    in.mark(2);
    int magic = in.read() | in.read() << 8;
    in.reset();
    return magic == GZIPInputStream.GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static String head(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).replace("\ufeff", "").strip();
    }
  }

  private static boolean looksGolden(String name, String head) {
    boolean json = head.startsWith("{") && (name.endsWith(".json") || name.endsWith(".json.gz"));
    return json
        && (head.contains("\"cases\"")
            || head.contains("\"trades\"")
            || head.contains("\"quotes\""));
  }

  private List<SeriesLog> recorded(Path file) {
    RecordingOptions usual = RecordingOptions.all(now);
    RecordingOptions options =
        new RecordingOptions(
            usual.instruments(),
            usual.fromNanos(),
            usual.toNanos(),
            usual.source(),
            usual.symbol(),
            this::instrument,
            usual.delays(),
            now);
    try (RecordingReader reader = Recording.of(file, options).open()) {
      if (reader.records() == 0) {
        throw TidemarkException.of(
                ErrorCode.INVALID_INPUT,
                "The file has no trades and no quotes",
                "%,d records were refused and %,d are something else"
                    .formatted(reader.refused(), reader.ignored()),
                "give a recording, ticks, a CSV with symbol,ts,price,size, or golden-like JSON")
            .withDetail("file", file);
      }
      return SeriesLogs.of(reader);
    }
  }

  private Instrument instrument(String symbol) {
    Optional<Instrument> found = Symbols.instrument(symbol, null, calendar);
    return found.orElseThrow(
        () ->
            TidemarkException.of(
                    ErrorCode.UNSUPPORTED,
                    "The calendar of a symbol is not known",
                    "it seems to trade on an exchange whose calendar is not here",
                    "name a calendar with --calendar")
                .withDetail("symbol", symbol));
  }
}

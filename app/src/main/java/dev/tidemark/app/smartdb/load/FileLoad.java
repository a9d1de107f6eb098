package dev.tidemark.app.smartdb.load;

import dev.tidemark.app.smartdb.load.LoadSummary.SeriesResult;
import dev.tidemark.core.bars.TradeColumns;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Side;
import dev.tidemark.ingest.tape.TradeHeader;
import dev.tidemark.ingest.tape.TradeLine;
import dev.tidemark.ingest.text.LineChunk;
import dev.tidemark.ingest.text.LineReader;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.write.DeadLetter;
import dev.tidemark.smartdb.write.DeadLetter.Reason;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.WriteResult;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * From a CSV of trades into the database. Lines that are no trades become dead letters with their
 * number; the rest is loaded. Reading a file again writes nothing twice.
 */
public final class FileLoad {
  /**
   * How to load.
   *
   * @param source who tells these trades
   * @param batchRows rows of a transaction
   * @param delayNanos a trade is assumed to be known so long after it happened, where the file has
   *     no column {@code known}
   * @param now nothing can have happened much later
   */
  public record Options(String source, int batchRows, long delayNanos, Instant now) {}

  private static final int MOST_LETTERS = 1_000;

  private final MarketWriter writer;
  private final List<DeadLetter> letters = new ArrayList<>();
  private final Function<String, Instrument> instruments;
  private final Options options;
  private final LoadListener listener;
  private final Map<String, Integer> series = new HashMap<>();
  private final Map<Integer, SeriesName> names = new TreeMap<>();
  private final Map<Integer, long[]> unnamed = new HashMap<>();
  private final TradeRows rows;
  private WriteResult result = WriteResult.NONE;
  private long read;
  private long refused;
  private String origin = "";

  /** {@code instruments}: the instrument behind a symbol of the file. */
  public FileLoad(
      MarketWriter writer,
      Function<String, Instrument> instruments,
      Options options,
      LoadListener listener) {
    this.writer = writer;
    this.instruments = instruments;
    this.options = options;
    this.listener = listener;
    this.rows = new TradeRows(options.batchRows());
  }

  /** Loads the file, which may be packed with gzip. */
  public LoadSummary run(Path file) {
    origin = String.valueOf(file.getFileName());
    try (InputStream in = open(file);
        LineReader lines = new LineReader(in)) {
      LineChunk chunk = lines.next();
      if (chunk == null) {
        throw TidemarkException.of(
            ErrorCode.INVALID_INPUT,
            "The file is empty",
            "not even its first line is there, which names the columns",
            "give a CSV whose first line is such as symbol,ts,trade_id,price,size");
      }
      TradeLine line =
          new TradeLine(TradeHeader.parse(chunk.text(0)), options.delayNanos(), options.now());
      int first = 1;
      while (chunk != null) {
        for (int i = first; i < chunk.count(); i++) {
          if (chunk.to(i) > chunk.from(i)) {
            take(line, chunk, i);
          }
        }
        first = 0;
        chunk = lines.next();
      }
    } catch (IOException e) {
      throw TidemarkException.of(
              ErrorCode.IO_FAILURE,
              "The file cannot be read",
              String.valueOf(e.getMessage()),
              "check the file; what was read of it is loaded, and loading it again adds the rest",
              e)
          .withDetail("file", file);
    }
    flush();
    // A batch is of several series, and its counts are not told apart.
    SeriesName name =
        names.size() == 1
            ? names.values().iterator().next()
            : new SeriesName(names.size() + " symbols", options.source());
    return new LoadSummary(List.of(new SeriesResult(name, Basis.TRADES, result)), read, 0, refused);
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    return file.getFileName().toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private void take(TradeLine line, LineChunk chunk, int i) {
    read++;
    try {
      if (chunk.tooLong(i)) {
        throw new TradeLine.RefusedException(
            TradeLine.Reason.TOO_LONG, "the line is longer than any record of a trade");
      }
      line.read(chunk.bytes(), chunk.from(i), chunk.to(i));
      int id = series(line.symbol());
      boolean named = !line.tradeId().isEmpty();
      long number = named ? 0 : number(id, line.tsNanos());
      Side side = line.side();
      rows.add(
          id,
          named ? line.tradeId() : "~" + line.tsNanos() + "." + number,
          line.version(),
          TradeRows.op(line.op()),
          line.tsNanos(),
          named || line.hasSeq() ? line.seq() : number,
          line.price(),
          line.size(),
          line.sizeHigh(),
          side == null ? TradeColumns.NO_SIDE : TradeRows.side(side),
          TradeRows.flags(line.updLast(), line.updHilo(), line.updVol(), line.closingAuction()),
          line.knownNanos());
    } catch (TradeLine.RefusedException e) {
      refused++;
      letters.add(
          new DeadLetter(
              origin + ":" + chunk.number(i),
              Reason.valueOf(e.reason().name()),
              "line " + chunk.number(i) + ": " + e.getMessage(),
              chunk.text(i)));
    }
    if (rows.isFull() || letters.size() == MOST_LETTERS) {
      flush();
    }
  }

  /** Trades without an id are named as the lake does: by time and number among those of it. */
  private long number(int id, long tsNanos) throws TradeLine.RefusedException {
    long[] last = unnamed.computeIfAbsent(id, unused -> new long[] {Long.MIN_VALUE, 0});
    if (tsNanos < last[0]) {
      throw new TradeLine.RefusedException(
          TradeLine.Reason.BAD_TYPE,
          "without trade_id the lines of a symbol must be in time order");
    }
    last[1] = tsNanos == last[0] ? last[1] + 1 : 0;
    last[0] = tsNanos;
    return last[1];
  }

  private int series(String symbol) throws TradeLine.RefusedException {
    Integer known = series.get(symbol);
    if (known != null) {
      return known;
    }
    Instrument instrument;
    try {
      instrument = instruments.apply(symbol);
    } catch (TidemarkException e) {
      throw new TradeLine.RefusedException(
          TradeLine.Reason.BAD_TYPE, String.valueOf(e.getMessage()));
    }
    int id =
        writer.series(
            new SeriesSpec(instrument, options.source(), Basis.TRADES, SeriesSpec.DEFAULT_RANK));
    series.put(symbol, id);
    names.put(id, new SeriesName(instrument.symbol(), options.source()));
    return id;
  }

  private void flush() {
    if (rows.rows() > 0) {
      result = result.plus(writer.trades(rows.batch()));
      rows.clear();
    }
    writer.reject("trade", letters);
    letters.clear();
    listener.written(read, 0);
  }

  /** Numbers of the series written to. */
  public Set<Integer> seriesIds() {
    return names.keySet();
  }
}

package dev.tidemark.ingest.live;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Trade;
import dev.tidemark.ingest.live.Recording.Omissions;
import dev.tidemark.ingest.tape.TradeHeader;
import dev.tidemark.ingest.tape.TradeLine;
import dev.tidemark.ingest.text.LineChunk;
import dev.tidemark.ingest.text.LineReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** A CSV of trades: {@code symbol,ts,trade_id,price,size} and more columns, in any order. */
final class TradesText implements Recording.Content {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final RecordingOptions options;
  private final Map<String, Instrument> instruments = new HashMap<>();
  private final Numbering numbers = new Numbering();

  TradesText(Path file, RecordingOptions options) {
    this.file = file;
    this.options = options;
  }

  /** Whether the first line of the file is the header of such a CSV. */
  static boolean isOne(Path file) {
    try (InputStream in = open(file);
        LineReader lines = new LineReader(in)) {
      LineChunk chunk = lines.next();
      if (chunk == null || chunk.tooLong(0)) {
        return false;
      }
      TradeHeader.parse(chunk.text(0));
      return true;
    } catch (IOException | TidemarkException otherLayout) {
      return false;
    }
  }

  static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    return String.valueOf(file.getFileName()).endsWith(".gz")
        ? new GZIPInputStream(in, BUFFER)
        : in;
  }

  @Override
  public void read(Consumer<MarketRecord> out, Omissions omissions) throws IOException {
    try (InputStream in = open(file);
        LineReader lines = new LineReader(in)) {
      LineChunk chunk = lines.next();
      if (chunk == null) {
        return;
      }
      TradeLine line =
          new TradeLine(
              TradeHeader.parse(chunk.text(0)), options.delays().ticks().toNanos(), options.now());
      int first = 1;
      while (chunk != null) {
        for (int i = first; i < chunk.count(); i++) {
          if (chunk.to(i) > chunk.from(i)) {
            take(line, chunk, i, out, omissions);
          }
        }
        first = 0;
        chunk = lines.next();
      }
    }
  }

  private void take(
      TradeLine line, LineChunk chunk, int i, Consumer<MarketRecord> out, Omissions omissions) {
    try {
      if (chunk.tooLong(i)) {
        omissions.refused++;
        return;
      }
      line.read(chunk.bytes(), chunk.from(i), chunk.to(i));
    } catch (TradeLine.RefusedException refused) {
      omissions.refused++;
      return;
    }
    if (line.sizeHigh() != line.size() >> 63) {
      omissions.refused++;
      return;
    }
    Instrument instrument = instruments.computeIfAbsent(line.symbol(), options.resolve());
    boolean named = !line.tradeId().isEmpty();
    int number = named ? 0 : numbers.next(instrument, line.tsNanos());
    Trade trade =
        new Trade(
            named ? line.tradeId() : Numbering.id(line.tsNanos(), number),
            line.version(),
            line.op(),
            line.tsNanos(),
            named || line.hasSeq() ? line.seq() : number,
            line.price(),
            line.size(),
            line.knownNanos(),
            line.side(),
            line.updLast(),
            line.updHilo(),
            line.updVol(),
            line.closingAuction());
    out.accept(MarketRecord.of(options.source(), instrument, trade, chunk.number(i)));
  }
}

package dev.tidemark.ingest.live;

import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.ingest.gate.Gate;
import dev.tidemark.ingest.gate.Verdict;
import dev.tidemark.ingest.live.Recording.Omissions;
import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.TradeIds;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes records of the raw rows that the gate lets pass, as the loader stores them. */
final class RawRecords {
  private static final long NANOS = 1_000_000_000L;
  private static final int LAST = 1;
  private static final int HILO = 2;
  private static final int VOLUME = 4;
  private static final TradeOp[] OPS = TradeOp.values();
  private static final Side[] SIDES = Side.values();

  private final RecordingOptions options;
  private final Omissions omissions;
  private final long nowNanos;
  private final Map<Series, Gate> gates = new HashMap<>();
  private final Numbering numbers = new Numbering();
  private long arrival;

  RawRecords(RecordingOptions options, Omissions omissions) {
    this.options = options;
    this.omissions = omissions;
    Instant now = options.now();
    this.nowNanos = now.getEpochSecond() * NANOS + now.getNano();
  }

  /** A gate judges one source. */
  void nextSource() {
    gates.clear();
  }

  void add(RawBatch batch, Consumer<MarketRecord> out) {
    omissions.refused += batch.rejects().size();
    Series series = batch.series();
    Kind kind = series.type().kind();
    if (kind != Kind.TRADES && kind != Kind.QUOTES) {
      omissions.ignored += batch.rows();
      return;
    }
    if (!options.wants(series.provider(), series.instrument().symbol())) {
      return;
    }
    Gate gate =
        gates.computeIfAbsent(
            series,
            added ->
                new Gate(
                    added,
                    TradingCalendar.of(added.instrument().calendar()),
                    options.delays(),
                    nowNanos));
    Verdict verdict = gate.check(batch);
    for (int row = 0; row < batch.rows(); row++) {
      if (!verdict.accepted(row) || !fits(batch, row)) {
        omissions.refused++;
      } else if (kind == Kind.TRADES) {
        Trade trade = trade(batch, row, verdict.knownNanos(row));
        out.accept(MarketRecord.of(series.provider(), series.instrument(), trade, arrival++));
      } else {
        Quote quote = quote(batch, row, verdict.knownNanos(row));
        out.accept(MarketRecord.of(series.provider(), series.instrument(), quote, arrival++));
      }
    }
  }

  /** Columns of the lake are wider than a size may be here. */
  private static boolean fits(RawBatch batch, int row) {
    return fits(batch, RawColumn.SIZE, row)
        && fits(batch, RawColumn.BID_SIZE, row)
        && fits(batch, RawColumn.ASK_SIZE, row);
  }

  private static boolean fits(RawBatch batch, RawColumn column, int row) {
    long[] high = batch.high(column);
    long[] low = batch.column(column);
    return high == null || low == null || batch.absent(column, row) || high[row] == low[row] >> 63;
  }

  private Trade trade(RawBatch batch, int row, long known) {
    long ts = batch.eventNanos()[row];
    TradeIds ids = batch.tradeIds();
    boolean numbered = ids == null || batch.absent(RawColumn.SEQ, row);
    int number = numbered ? numbers.next(batch.series(), ts) : 0;
    long updates = value(batch, RawColumn.UPDATES, row, LAST | HILO | VOLUME);
    long side = value(batch, RawColumn.SIDE, row, -1);
    return new Trade(
        ids == null ? Numbering.id(ts, number) : ids.text(row),
        // Where a source tells no versions there is only the first.
        Math.max(1, (int) value(batch, RawColumn.VERSION, row, 0)),
        OPS[(int) value(batch, RawColumn.OP, row, 0)],
        ts,
        value(batch, RawColumn.SEQ, row, number),
        value(batch, RawColumn.PRICE, row, 0),
        value(batch, RawColumn.SIZE, row, 0),
        known,
        side < 0 ? null : SIDES[(int) side],
        (updates & LAST) != 0,
        (updates & HILO) != 0,
        (updates & VOLUME) != 0);
  }

  private Quote quote(RawBatch batch, int row, long known) {
    long ts = batch.eventNanos()[row];
    return new Quote(
        ts,
        numbers.next(batch.series(), ts),
        value(batch, RawColumn.BID, row, 0),
        value(batch, RawColumn.ASK, row, 0),
        size(batch, RawColumn.BID_SIZE, row),
        size(batch, RawColumn.ASK_SIZE, row),
        known);
  }

  private static long value(RawBatch batch, RawColumn column, int row, long absent) {
    long[] values = batch.column(column);
    return values == null || batch.absent(column, row) ? absent : values[row];
  }

  private static @Nullable Long size(RawBatch batch, RawColumn column, int row) {
    long[] values = batch.column(column);
    return values == null || batch.absent(column, row) ? null : Long.valueOf(values[row]);
  }
}

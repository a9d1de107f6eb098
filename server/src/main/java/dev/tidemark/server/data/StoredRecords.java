package dev.tidemark.server.data;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.GridCursor;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Vector;
import dev.tidemark.server.market.ColdBars;
import dev.tidemark.transform.bars.Instants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the records of one series and source from a bronze table. */
final class StoredRecords {
  private static final long MICRO = 1_000;

  private final Snapshot table;
  private final Predicate series;

  StoredRecords(Snapshot table, ColdBars.Series series) {
    this.table = table;
    this.series =
        Predicate.and(
            Predicate.eq("instrument", series.symbol()),
            Predicate.eq("source_provider", series.source()));
  }

  /** Event time of the first record from a time on. */
  Optional<Instant> first(Instant from) {
    AtomicReference<@Nullable Instant> first = new AtomicReference<>();
    table
        .scan(
            ScanRequest.columns("event_time")
                .where(Predicate.and(series, Predicate.ge("event_time", from)))
                .orderBy("event_time")
                .limit(1))
        .forEachBatch(
            batch -> {
              if (batch.rows() > 0) {
                first.set(Instants.ofMicros(batch.longs("event_time")[0]));
              }
            });
    return Optional.ofNullable(first.get());
  }

  /** Records of {@code [from, until)}. */
  void scan(
      Instant from, Instant until, Predicate which, Consumer<ColumnBatch> to, String... order) {
    ScanRequest request =
        ScanRequest.all()
            .where(
                Predicate.and(
                    series,
                    Predicate.ge("event_time", from),
                    Predicate.lt("event_time", until),
                    which));
    table.scan(order.length == 0 ? request : request.orderBy(order)).forEachBatch(to::accept);
  }

  private static long[] nanos(ColumnBatch batch) {
    long[] nanos = Arrays.copyOf(batch.longs("event_time_ns"), batch.rows());
    long[] micros = batch.longs("event_time");
    Vector exact = batch.vector("event_time_ns");
    for (int row = 0; row < batch.rows(); row++) {
      nanos[row] = exact.isNull(row) ? micros[row] * MICRO : nanos[row];
    }
    return nanos;
  }

  /** Collects trades. Where the source tells no versions the lake has 0, which is the first. */
  static final class Trades implements Consumer<ColumnBatch> {
    private final List<Trade> trades = new ArrayList<>();
    private final int most;

    Trades(int most) {
      this.most = most;
    }

    List<Trade> trades() {
      return trades;
    }

    @Override
    public void accept(ColumnBatch batch) {
      if (trades.size() + batch.rows() > most) {
        throw LakeColdBars.tooMany(most);
      }
      long[] times = nanos(batch);
      int[] versions = batch.ints("version");
      long[] seqs = batch.longs("seq");
      long[] prices = batch.longs("price");
      Vector.Decimals sizes = batch.decimals("size");
      long[] known = batch.longs("known_time");
      boolean[] last = batch.booleans("upd_last");
      boolean[] highLow = batch.booleans("upd_hilo");
      boolean[] volume = batch.booleans("upd_vol");
      for (int row = 0; row < batch.rows(); row++) {
        String side = batch.string("side", row);
        trades.add(
            new Trade(
                String.valueOf(batch.string("trade_id", row)),
                Math.max(1, versions[row]),
                TradeOp.valueOf(String.valueOf(batch.string("op", row))),
                times[row],
                seqs[row],
                prices[row],
                size(sizes, row),
                known[row] * MICRO,
                side == null ? null : Side.valueOf(side),
                last[row],
                highLow[row],
                volume[row]));
      }
    }
  }

  private static long size(Vector.Decimals sizes, int row) {
    long low = sizes.low()[row];
    if (sizes.high()[row] != low >> 63) {
      throw TidemarkException.of(
          ErrorCode.PRECONDITION_FAILED,
          "The lake has a trade too large to make bars of here",
          "its size does not fit into 64 bits at 8 decimals",
          "Ask for bars from within the hot window");
    }
    return low;
  }

  /** Collects quotes that were known, in the order of the scan. */
  static final class Mids implements Consumer<ColumnBatch> {
    private final long known;
    private final int most;
    private long[] ts = new long[1 << 12];
    private long[] bid = new long[1 << 12];
    private long[] ask = new long[1 << 12];
    private int rows;

    Mids(long known, int most) {
      this.known = known;
      this.most = most;
    }

    int rows() {
      return rows;
    }

    long[] ts() {
      return ts;
    }

    long[] bid() {
      return bid;
    }

    long[] ask() {
      return ask;
    }

    @Override
    public void accept(ColumnBatch batch) {
      if (rows + batch.rows() > most) {
        throw LakeColdBars.tooMany(most);
      }
      int capacity = Math.max(ts.length, rows + batch.rows());
      if (capacity > ts.length) {
        ts = Arrays.copyOf(ts, 2 * capacity);
        bid = Arrays.copyOf(bid, 2 * capacity);
        ask = Arrays.copyOf(ask, 2 * capacity);
      }
      long[] times = nanos(batch);
      long[] knownTimes = batch.longs("known_time");
      long[] bids = batch.longs("bid");
      long[] asks = batch.longs("ask");
      for (int row = 0; row < batch.rows(); row++) {
        if (knownTimes[row] * MICRO <= known) {
          ts[rows] = times[row];
          bid[rows] = bids[row];
          ask[rows++] = asks[row];
        }
      }
    }
  }

  /** Collects, of each label of the grid, the minute that was known last. */
  static final class Minutes implements Consumer<ColumnBatch> {
    private final long known;
    private final GridCursor grid;
    private final List<Bar> bars = new ArrayList<>();
    private final List<Long> unpriced = new ArrayList<>();
    private @Nullable Bar pending;
    private boolean pendingPriced;

    Minutes(long known, GridCursor grid) {
      this.known = known;
      this.grid = grid;
    }

    List<Bar> bars() {
      return bars;
    }

    /** Labels of minutes whose notional the source does not tell. */
    List<Long> unpriced() {
      return unpriced;
    }

    @Override
    public void accept(ColumnBatch batch) {
      long[] labels = batch.longs("event_time");
      long[] knownTimes = batch.longs("known_time");
      long[] open = batch.longs("open");
      long[] high = batch.longs("high");
      long[] low = batch.longs("low");
      long[] close = batch.longs("close");
      Vector.Decimals volumes = batch.decimals("volume");
      Vector.Decimals notionals = batch.decimals("notional");
      long[] counts = batch.longs("trade_count");
      for (int row = 0; row < batch.rows(); row++) {
        long label = labels[row] * MICRO;
        if (knownTimes[row] * MICRO > known || !grid.seek(label) || grid.startNanos() != label) {
          continue;
        }
        if (pending != null && pending.startNanos() != label) {
          end();
        }
        pendingPriced = !notionals.isNull(row);
        pending =
            new Bar(
                label,
                grid.endNanos(),
                grid.partial(),
                open[row],
                high[row],
                low[row],
                close[row],
                sum(volumes, row),
                sum(notionals, row),
                Int128.ZERO,
                Int128.ZERO,
                batch.isNull("trade_count", row) ? 0 : counts[row]);
      }
    }

    private static Int128 sum(Vector.Decimals values, int row) {
      return values.isNull(row) ? Int128.ZERO : new Int128(values.high()[row], values.low()[row]);
    }

    /** After the last batch. */
    void end() {
      if (pending != null) {
        bars.add(pending);
        if (!pendingPriced) {
          unpriced.add(pending.startNanos());
        }
        pending = null;
      }
    }
  }
}

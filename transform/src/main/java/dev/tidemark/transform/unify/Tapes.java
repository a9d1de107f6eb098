package dev.tidemark.transform.unify;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Vector;
import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.Instants;
import dev.tidemark.transform.bars.Origin;
import dev.tidemark.transform.bars.StableOrder;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads the ticks of an instrument and day, each feed onto its own tape. */
final class Tapes {
  private static final long NANOS_PER_MICRO = 1_000;

  /** What trades are read with. */
  static final List<String> TRADE_COLUMNS =
      List.of(
          "source_provider",
          "is_mock",
          "event_time",
          "event_time_ns",
          "known_time",
          "source_seq",
          "trade_id",
          "seq",
          "version",
          "op",
          "price",
          "size",
          "side",
          "upd_last",
          "upd_hilo",
          "upd_vol");

  private Tapes() {}

  /** One provider's trades or quotes. */
  record Feed(String provider, boolean mock, Origin origin) implements Comparable<Feed> {
    private static final Comparator<Feed> ORDER =
        Comparator.comparing(Feed::provider).thenComparing(Feed::mock).thenComparing(Feed::origin);

    @Override
    public int compareTo(Feed other) {
      return ORDER.compare(this, other);
    }
  }

  static void trades(
      Snapshot table,
      String instrument,
      LocalDate date,
      long start,
      long end,
      Amendments amendments,
      Map<Feed, Tape> tapes) {
    table
        .scan(
            ScanRequest.all()
                .select(TRADE_COLUMNS)
                .where(window(instrument, date, start, end))
                .orderBy("event_time", "event_time_ns", "seq", "trade_id", "source_seq"))
        .forEachBatch(
            batch -> {
              for (int row = 0; row < batch.rows(); row++) {
                Feed feed = feed(batch, row, Origin.TRADES);
                Trade trade = trade(batch, row);
                if (!amendments.has(feed, trade.tradeId())) {
                  tape(tapes, feed).trade(trade);
                }
              }
            });
    amendments.within(
        start, end, (feed, label, versions) -> tape(tapes, feed).amendment(label, versions));
  }

  static void quotes(
      Snapshot table,
      String instrument,
      LocalDate date,
      long start,
      long end,
      Map<Feed, Tape> tapes) {
    table
        .scan(
            ScanRequest.columns(
                    "source_provider",
                    "is_mock",
                    "event_time",
                    "event_time_ns",
                    "known_time",
                    "source_seq",
                    "bid",
                    "ask")
                .where(window(instrument, date, start, end))
                .orderBy("event_time", "event_time_ns", "known_time", "source_seq", "bid", "ask"))
        .forEachBatch(
            batch -> {
              long[] bid = batch.longs("bid");
              long[] ask = batch.longs("ask");
              long[] known = batch.longs("known_time");
              for (int row = 0; row < batch.rows(); row++) {
                tape(tapes, feed(batch, row, Origin.QUOTES))
                    .quote(nanos(batch, row), bid[row], ask[row], known[row] * NANOS_PER_MICRO);
              }
            });
  }

  private static Tape tape(Map<Feed, Tape> tapes, Feed feed) {
    return tapes.computeIfAbsent(feed, key -> new Tape(key.origin() == Origin.QUOTES));
  }

  private static Predicate window(String instrument, LocalDate date, long start, long end) {
    return Predicate.and(
        Predicate.eq("instrument", instrument),
        Predicate.eq("event_date", date),
        Predicate.ge("event_time", Instants.ofMicros(start)),
        Predicate.lt("event_time", Instants.ofMicros(end)));
  }

  static Feed feed(ColumnBatch batch, int row, Origin origin) {
    return new Feed(
        String.valueOf(batch.string("source_provider", row)),
        batch.booleans("is_mock")[row],
        origin);
  }

  /** A trade without an id is its own: the position in its key tells it from its twins. */
  static Trade trade(ColumnBatch batch, int row) {
    String id = String.valueOf(batch.string("trade_id", row));
    Vector.Decimals size = batch.decimals("size");
    if (size.high()[row] != size.low()[row] >> 63) {
      throw TidemarkException.of(
              ErrorCode.UNSUPPORTED,
              "A trade is too large to make bars of",
              "its size does not fit 64 bits at eight decimal places",
              "remove the trade from the source, it is most likely an error")
          .withDetail("trade_id", id);
    }
    String side = batch.string("side", row);
    return new Trade(
        id,
        batch.ints("version")[row],
        TradeOp.valueOf(String.valueOf(batch.string("op", row))),
        nanos(batch, row),
        batch.longs("seq")[row],
        batch.longs("price")[row],
        size.low()[row],
        batch.longs("known_time")[row] * NANOS_PER_MICRO,
        side == null ? null : Side.valueOf(side),
        batch.booleans("upd_last")[row],
        batch.booleans("upd_hilo")[row],
        batch.booleans("upd_vol")[row]);
  }

  private static long nanos(ColumnBatch batch, int row) {
    return batch.isNull("event_time_ns", row)
        ? batch.longs("event_time")[row] * NANOS_PER_MICRO
        : batch.longs("event_time_ns")[row];
  }

  /** The rows of several feeds, by label. */
  static BarRows byLabel(BarRows rows) {
    int[] all = new int[rows.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    BarRows out = new BarRows(rows.size());
    for (int row : StableOrder.by(rows.column(BarField.LABEL), all)) {
      out.addCopy(rows, row);
    }
    return out;
  }
}

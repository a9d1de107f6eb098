package dev.tidemark.transform.unify;

import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.transform.bars.Origin;
import dev.tidemark.transform.unify.Tapes.Feed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The trades of an instrument that were corrected or cancelled, with all their versions. Few. */
final class Amendments {
  /** Ids looked up at a time. */
  private static final int IDS = 500;

  private final SortedMap<Feed, SortedMap<String, List<Trade>>> versions = new TreeMap<>();

  private Amendments() {}

  static Amendments none() {
    return new Amendments();
  }

  static Amendments read(Snapshot trades, String instrument) {
    TreeSet<String> ids = new TreeSet<>();
    trades
        .scan(
            ScanRequest.columns("trade_id")
                .where(
                    Predicate.and(
                        Predicate.eq("instrument", instrument),
                        Predicate.or(
                            Predicate.gt("version", 1),
                            Predicate.not(Predicate.eq("op", TradeOp.NEW.name()))))))
        .forEachBatch(
            batch -> {
              for (int row = 0; row < batch.rows(); row++) {
                ids.add(String.valueOf(batch.string("trade_id", row)));
              }
            });
    Amendments out = new Amendments();
    rows(trades, instrument, ids, out::add);
    return out;
  }

  private void add(ColumnBatch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      Trade trade = Tapes.trade(batch, row);
      versions
          .computeIfAbsent(Tapes.feed(batch, row, Origin.TRADES), unused -> new TreeMap<>())
          .computeIfAbsent(trade.tradeId(), unused -> new ArrayList<>())
          .add(trade);
    }
  }

  /** Every version of the trades with these ids. */
  static void rows(
      Snapshot trades, String instrument, Collection<String> ids, Consumer<ColumnBatch> out) {
    List<String> all = new ArrayList<>(new TreeSet<>(ids));
    List<String> columns = new ArrayList<>(Tapes.TRADE_COLUMNS);
    columns.addFirst("instrument");
    for (int from = 0; from < all.size(); from += IDS) {
      trades
          .scan(
              ScanRequest.all()
                  .select(columns)
                  .where(
                      Predicate.and(
                          Predicate.eq("instrument", instrument),
                          Predicate.in(
                              "trade_id", all.subList(from, Math.min(all.size(), from + IDS)))))
                  .orderBy("source_provider", "trade_id", "version", "known_time", "source_seq"))
          .forEachBatch(out);
    }
  }

  /** Whether the row, with op and version, is more than a first report. */
  static boolean amends(ColumnBatch batch, int row) {
    return batch.ints("version")[row] > 1 || !TradeOp.NEW.name().equals(batch.string("op", row));
  }

  boolean has(Feed feed, String tradeId) {
    Map<String, List<Trade>> ofFeed = versions.get(feed);
    return ofFeed != null && ofFeed.containsKey(tradeId);
  }

  /** Takes a trade's versions for one minute. */
  interface Sink {
    void accept(Feed feed, long labelMicros, List<Trade> versions);
  }

  /** Gives each trade once for each minute in the window that one of its versions lies in. */
  void within(long startMicros, long endMicros, Sink sink) {
    versions.forEach(
        (feed, trades) ->
            trades
                .values()
                .forEach(
                    all -> {
                      TreeSet<Long> labels = new TreeSet<>();
                      all.forEach(
                          trade ->
                              labels.add(Ticks.minute(Math.floorDiv(trade.tsNanos(), 1_000L))));
                      labels.stream()
                          .filter(label -> label >= startMicros && label < endMicros)
                          .forEach(label -> sink.accept(feed, label, all));
                    }));
  }
}

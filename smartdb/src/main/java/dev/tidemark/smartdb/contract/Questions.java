package dev.tidemark.smartdb.contract;

import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.Timeframe;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What a series is asked, each time of the database and of the kernels. */
final class Questions {
  private static final int SNAPSHOTS = 80;

  private record Answer(
      @Nullable BigDecimal[] bar,
      long trades,
      double sma,
      double ewm,
      double volatility,
      @Nullable String regime,
      double vwap,
      double imbalance,
      @Nullable BigDecimal spread,
      boolean large) {}

  private final Served served;
  private final KernelFeatures kernel;
  private final String symbol;
  private final long from;
  private final long to;

  /** After the print after the last close, too. */
  private final long end;

  Questions(Served served, KernelFeatures kernel, String symbol, List<Session> sessions) {
    this.served = served;
    this.kernel = kernel;
    this.symbol = symbol;
    this.from = sessions.getFirst().openNanos();
    this.to = sessions.getLast().closeNanos();
    this.end = to + SimulatedTape.MINUTE;
  }

  ContractResult bars(String name) {
    return Comparison.check(
        name,
        comparison -> {
          for (Timeframe timeframe : Timeframe.STORED) {
            List<Bar> expected = kernel.bars(timeframe, Served.EVER);
            comparison.rows("ohlc_" + timeframe.code(), expected, served.view(symbol, timeframe));
            comparison.rows(
                "ohlc " + timeframe.code(),
                expected,
                served.bars(symbol, timeframe, from, end, Served.EVER));
          }
        });
  }

  ContractResult barsAsKnown(long seed) {
    Random random = new Random(seed);
    return Comparison.check(
        symbol + ": bars of six timeframes as known at a time",
        comparison -> {
          for (int i = 0; i < 3; i++) {
            long known = microsecond(from + random.nextLong(to - from));
            for (Timeframe timeframe : Timeframe.STORED) {
              comparison.rows(
                  "ohlc " + timeframe.code() + " known at " + Served.time(known),
                  kernel.bars(timeframe, known),
                  served.bars(symbol, timeframe, from, end, known));
            }
          }
        });
  }

  ContractResult largeTrades() {
    return Comparison.check(
        symbol + ": large_trade_flag",
        comparison ->
            comparison.rows(
                "large trades",
                kernel.largeTrades().stream().map(Trade::tradeId).toList(),
                served.list(
                    "SELECT trade_id FROM api.large_trade_flag WHERE symbol = ?"
                        + " ORDER BY ts, ts_nanos, trade_id",
                    row -> row.getString(1),
                    symbol)));
  }

  /** Every feature of the snapshot at random times of events and of knowledge, a result each. */
  List<ContractResult> snapshots(long seed) {
    Random random = new Random(seed);
    List<Long> asOf = new ArrayList<>();
    List<Long> known = new ArrayList<>();
    List<Answer> answers = new ArrayList<>();
    String failure = "";
    for (int i = 0; i < SNAPSHOTS; i++) {
      asOf.add(microsecond(from + random.nextLong(to - from)));
      long later = random.nextInt(3) == 0 ? 0 : random.nextLong(6 * 3_600 * SimulatedTape.SECOND);
      known.add(microsecond(asOf.get(i) + (random.nextInt(8) == 0 ? -later : later)));
    }
    try {
      for (int i = 0; i < SNAPSHOTS; i++) {
        answers.addAll(
            served.list(
                "SELECT * FROM api.feature_pit_snapshot(?, ?, ?)",
                Questions::answer,
                symbol,
                Served.time(asOf.get(i)),
                Served.time(known.get(i))));
      }
    } catch (SQLException e) {
      failure = String.valueOf(e.getMessage());
    }
    List<KernelFeatures.Values> expected = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      expected.add(kernel.at(asOf.get(i), known.get(i)));
    }
    String refused = failure;
    Map<String, Compare> features = new LinkedHashMap<>();
    features.put("ohlc_1m", Questions::bar);
    features.put("sma_20", (c, at, e, a) -> c.number(at, e.sma(), a.sma()));
    features.put("ewm_12", (c, at, e, a) -> c.number(at, e.ewm(), a.ewm()));
    features.put("volatility_1h", (c, at, e, a) -> c.number(at, e.volatility(), a.volatility()));
    features.put(
        "regime_tag", (c, at, e, a) -> c.same(at, e.bar() == null ? null : e.regime(), a.regime()));
    features.put("vwap_5m", (c, at, e, a) -> c.number(at, e.vwap(), a.vwap()));
    features.put("trade_imbalance_5m", (c, at, e, a) -> c.number(at, e.imbalance(), a.imbalance()));
    features.put(
        "bidask_spread",
        (c, at, e, a) ->
            c.decimal(
                at,
                e.quote() == null ? null : BigDecimal.valueOf(e.quote().ask() - e.quote().bid(), 8),
                a.spread()));
    features.put("large_trade_flag", (c, at, e, a) -> c.same(at, e.large(), a.large()));
    List<ContractResult> results = new ArrayList<>();
    features.forEach(
        (feature, compare) ->
            results.add(
                Comparison.check(
                    symbol + ": " + feature + " in feature_pit_snapshot",
                    comparison -> {
                      if (!refused.isEmpty()) {
                        comparison.differs("the database refused: " + refused);
                      }
                      comparison.same("answers", SNAPSHOTS, answers.size());
                      for (int i = 0; i < answers.size(); i++) {
                        compare.of(
                            comparison,
                            "as of "
                                + Served.time(asOf.get(i))
                                + " known at "
                                + Served.time(known.get(i)),
                            expected.get(i),
                            answers.get(i));
                      }
                    })));
    return results;
  }

  private interface Compare {
    void of(Comparison comparison, String at, KernelFeatures.Values expected, Answer answer);
  }

  /** The features of closed minutes as rows: the same values at their closes. */
  ContractResult minutes() {
    return Comparison.check(
        symbol + ": features of closed minutes",
        comparison -> {
          List<Bar> bars = kernel.bars(Timeframe.M1, Served.EVER);
          long start = bars.get(bars.size() / 2).startNanos();
          List<Map.Entry<Long, Double>> found =
              served.list(
                  "SELECT t_close, sma_20, ewm_12 FROM api.features(?, ?, ?)",
                  row -> Map.entry(Served.nanos(row, "t_close"), Served.number(row, "sma_20")),
                  symbol,
                  Served.time(start),
                  Served.time(start + 45 * SimulatedTape.MINUTE));
          for (Map.Entry<Long, Double> minute : found) {
            comparison.number(
                "sma_20 at " + Served.time(minute.getKey()),
                valueAt(minute.getKey()).sma(),
                minute.getValue());
          }
        });
  }

  /** By what is known now, not by what was known at that time. */
  private KernelFeatures.Values valueAt(long close) {
    return kernel.at(close, Served.EVER);
  }

  private static void bar(
      Comparison comparison, String at, KernelFeatures.Values expected, Answer answer) {
    Bar bar = expected.bar();
    comparison.same(at + ", trades", bar == null ? 0L : bar.tradeCount(), answer.trades());
    comparison.decimal(at + ", open", bar == null ? null : decimal(bar.open()), answer.bar()[0]);
    comparison.decimal(at + ", high", bar == null ? null : decimal(bar.high()), answer.bar()[1]);
    comparison.decimal(at + ", low", bar == null ? null : decimal(bar.low()), answer.bar()[2]);
    comparison.decimal(at + ", close", bar == null ? null : decimal(bar.close()), answer.bar()[3]);
    comparison.decimal(
        at + ", volume", bar == null ? null : bar.volume().toBigDecimal(8), answer.bar()[4]);
  }

  private static BigDecimal decimal(long price) {
    return BigDecimal.valueOf(price, 8);
  }

  private static Answer answer(ResultSet row) throws SQLException {
    return new Answer(
        new BigDecimal[] {
          row.getBigDecimal("open"),
          row.getBigDecimal("high"),
          row.getBigDecimal("low"),
          row.getBigDecimal("close"),
          row.getBigDecimal("volume")
        },
        row.getLong("trade_count"),
        Served.number(row, "sma_20"),
        Served.number(row, "ewm_12"),
        Served.number(row, "volatility_1h"),
        row.getString("regime_tag"),
        Served.number(row, "vwap_5m"),
        Served.number(row, "trade_imbalance_5m"),
        row.getBigDecimal("bidask_spread"),
        row.getBoolean("large_trade_flag"));
  }

  private static long microsecond(long nanos) {
    return nanos / 1_000 * 1_000;
  }
}

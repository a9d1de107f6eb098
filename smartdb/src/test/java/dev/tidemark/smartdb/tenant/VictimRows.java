package dev.tidemark.smartdb.tenant;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.write.BarBatch;
import dev.tidemark.smartdb.write.DeadLetter;
import dev.tidemark.smartdb.write.QuoteBatch;
import dev.tidemark.smartdb.write.TradeBatch;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row in every table of a tenant, all with the same price and the word canary. */
final class VictimRows {
  private static final long PRICE = 7_313_773_000_000L;
  private static final long SECOND = 1_000_000_000L;

  /** 2024-06-03T14:00Z. */
  private static final long START = 1_717_423_200L * SECOND;

  /** Enough for large trades to be judged. */
  private static final int TRADES = 300;

  private VictimRows() {}

  static void write(Database database, String tenant) {
    try (var pool = database.pool(DatabaseRole.APP, 1);
        var writer = new PrivateMarketWriter(pool, tenant)) {
      int series = writer.series(spec("private:CANARY", Basis.TRADES));
      writer.trades(trades(series, 1, (byte) 0, TRADES));
      // A correction of the first trade: restated minutes, replaced revisions.
      writer.trades(trades(series, 2, (byte) 1, 1));
      writer.quotes(quotes(series));
      writer.bars(bars(writer.series(spec("private:CANARY-BARS", Basis.BARS))));
      writer.reject(
          "trade",
          List.of(new DeadLetter("canary.csv:1", DeadLetter.Reason.BAD_TYPE, "canary", "canary")));
    }
  }

  private static SeriesSpec spec(String symbol, Basis basis) {
    return new SeriesSpec(
        new Instrument(symbol, AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false),
        PrivateMarketWriter.SOURCE,
        basis,
        SeriesSpec.DEFAULT_RANK);
  }

  private static TradeBatch trades(int series, int version, byte op, int n) {
    String[] id = new String[n];
    int[] numbers = new int[n];
    int[] versions = new int[n];
    byte[] ops = new byte[n];
    long[] ts = new long[n];
    long[] price = new long[n];
    long[] size = new long[n];
    Arrays.fill(numbers, series);
    Arrays.fill(versions, version);
    Arrays.fill(ops, op);
    Arrays.fill(price, PRICE);
    for (int i = 0; i < n; i++) {
      id[i] = "canary" + i;
      ts[i] = START + i * 30 * SECOND;
      size[i] = (i > 200 && i % 5 == 0 ? 1_000_000_000L : 1_000L) * version;
    }
    long[] known =
        Arrays.stream(ts).map(at -> at + SECOND + (version - 1) * 240L * SECOND).toArray();
    return new TradeBatch(
        n,
        numbers,
        id,
        versions,
        ops,
        ts,
        new long[n],
        price,
        size,
        null,
        new byte[n],
        new byte[n],
        known);
  }

  private static QuoteBatch quotes(int series) {
    long[] at = {START + TRADES * 30 * SECOND};
    long[] price = {PRICE};
    return new QuoteBatch(1, new int[] {series}, at, new long[1], price, price, null, null, at);
  }

  private static BarBatch bars(int series) {
    @Nullable Int128[] volume = {Int128.of(100_000_000L)};
    @Nullable Int128[] notional = {Int128.product(PRICE, 100_000_000L)};
    long[] price = {PRICE};
    return new BarBatch(
        1,
        new int[] {series},
        new long[] {START},
        new long[] {START + 60 * SECOND},
        new long[1],
        new boolean[1],
        price,
        price,
        price,
        price,
        volume,
        notional,
        new long[] {1});
  }
}

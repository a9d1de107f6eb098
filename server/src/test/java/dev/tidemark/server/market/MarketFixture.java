package dev.tidemark.server.market;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.tenant.PrivateMarketWriter;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.PostgresMarketWriter;
import dev.tidemark.smartdb.write.QuoteBatch;
import dev.tidemark.smartdb.write.TradeBatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/** Writes market data for tests as a loader does. */
public final class MarketFixture implements AutoCloseable {
  private static final long UNIT = 100_000_000L;

  private final MarketWriter writer;

  public MarketFixture(Database database) {
    this(
        new PostgresMarketWriter(database.dataSource(DatabaseRole.INGEST), InstantSource.system()));
  }

  private MarketFixture(MarketWriter writer) {
    this.writer = writer;
  }

  /** Writes instruments of a tenant. */
  public static MarketFixture of(Database database, String tenant) {
    return new MarketFixture(
        new PrivateMarketWriter(database.dataSource(DatabaseRole.APP), tenant));
  }

  /** A series of a market that never closes. */
  public int series(String symbol, String source, Basis basis, int rank) {
    Instrument instrument =
        new Instrument(symbol, AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);
    return writer.series(new SeriesSpec(instrument, source, basis, rank));
  }

  /** One trade a minute, known a second later, at 100, 101, 102 … */
  public void minutes(int series, Instant first, int count) {
    int[] numbers = new int[count];
    String[] ids = new String[count];
    int[] versions = new int[count];
    long[] times = new long[count];
    long[] prices = new long[count];
    long[] sizes = new long[count];
    long[] known = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = series;
      ids[i] = "t" + nanos(first) + "-" + i;
      versions[i] = 1;
      times[i] = nanos(first) + Duration.ofMinutes(i).plusSeconds(10).toNanos();
      prices[i] = (100 + i) * UNIT;
      sizes[i] = UNIT / 2;
      known[i] = times[i] + Duration.ofSeconds(1).toNanos();
    }
    writer.trades(
        new TradeBatch(
            count,
            numbers,
            ids,
            versions,
            new byte[count],
            times,
            new long[count],
            prices,
            sizes,
            null,
            new byte[count],
            new byte[count],
            known));
  }

  /** Another version of the trade of a minute. */
  public void correct(int series, Instant first, int minute, long price, Instant known) {
    long time = nanos(first) + Duration.ofMinutes(minute).plusSeconds(10).toNanos();
    writer.trades(
        new TradeBatch(
            1,
            new int[] {series},
            new String[] {"t" + nanos(first) + "-" + minute},
            new int[] {2},
            new byte[] {TradeBatch.CORRECT},
            new long[] {time},
            new long[] {0},
            new long[] {price * UNIT},
            new long[] {UNIT},
            null,
            new byte[] {0},
            new byte[] {0},
            new long[] {nanos(known)}));
  }

  /** A quote that is known at once. */
  public void quote(int series, Instant at, long bid, long ask) {
    long[] time = {nanos(at)};
    writer.quotes(
        new QuoteBatch(
            1,
            new int[] {series},
            time,
            new long[] {bid},
            new long[] {bid * UNIT},
            new long[] {ask * UNIT},
            null,
            null,
            Arrays.copyOf(time, 1)));
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }

  @Override
  public void close() {
    writer.close();
  }
}

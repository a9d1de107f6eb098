package dev.tidemark.smartdb.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.TradeBars;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.ScratchDatabase;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.market.TestMarket;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** A database and a writer to it. */
final class WriterFixture implements AutoCloseable {
  static final long SECOND = 1_000_000_000L;
  private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");

  final ScratchDatabase market;
  final MarketWriter writer;

  WriterFixture() throws IOException {
    market = TestMarket.create();
    writer = another();
  }

  MarketWriter another() {
    return new PostgresMarketWriter(market.database().dataSource(DatabaseRole.INGEST), () -> NOW);
  }

  static Instrument instrument(String symbol, CalendarId calendar) {
    return new Instrument(symbol, AssetClass.EQUITY, calendar, null, false);
  }

  int series(Instrument instrument, Basis basis) {
    return writer.series(new SeriesSpec(instrument, "test", basis, SeriesSpec.DEFAULT_RANK));
  }

  /** One value of a query, as the role that owns the tables. */
  String text(String query) throws SQLException {
    try (var connection = market.database().dataSource(DatabaseRole.OWNER).getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }

  /** The bars of all levels are those of the kernel, and computing them anew changes nothing. */
  void assertBars(Instrument instrument, int series, List<Trade> told) throws SQLException {
    for (Timeframe timeframe : Timeframe.STORED) {
      BarRules rules =
          BarRules.of(instrument, TradingCalendar.of(instrument.calendar()), timeframe);
      assertThat(StoredBars.of(market.database(), series, timeframe))
          .as("%s %s", instrument.symbol(), timeframe)
          .isEqualTo(TradeBars.asKnown(told, Long.MAX_VALUE, rules));
    }
    assertRecomputed(series);
  }

  void assertRecomputed(int series) throws SQLException {
    String before = StoredBars.print(market.database(), series);
    text("SELECT md.recompute(" + series + ", '2024-01-01', '2025-01-01')");
    assertThat(StoredBars.print(market.database(), series)).isEqualTo(before);
  }

  @Override
  public void close() {
    writer.close();
    market.close();
  }
}

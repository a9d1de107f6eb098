package dev.tidemark.smartdb.contract;

import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.TradeBars;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.write.BarBatch;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.TradeBatch;
import dev.tidemark.smartdb.write.WriteResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.List;

/** Series that are not made of trades, and rows that are refused. */
final class OtherSeries {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);

  private final Database database;
  private final Served served;
  private final MarketWriter writer;

  OtherSeries(Database database, Served served, MarketWriter writer) {
    this.database = database;
    this.served = served;
    this.writer = writer;
  }

  /** Bars of the middles of valid quotes, half even at the eighth digit. */
  ContractResult quotes(long seed) {
    return Comparison.check(
        "bars of the middles of quotes",
        comparison -> {
          TradingCalendar calendar = TradingCalendar.of(CalendarId.FX_24X5);
          Session session = calendar.session(DAY).orElseThrow();
          List<Quote> quotes = new SimulatedTape(seed).quotes(session, 0, 3_000);
          int series = series("MIDS", AssetClass.FX, CalendarId.FX_24X5, Basis.QUOTES);
          writer.quotes(Columns.quotes(series, quotes));
          List<Trade> middles =
              quotes.stream().filter(Quote::isValid).map(OtherSeries::middle).toList();
          long known = quotes.get(quotes.size() / 2).knownNanos();
          for (Timeframe timeframe : Timeframe.STORED) {
            BarRules rules = BarRules.of(calendar, timeframe);
            for (long k : new long[] {Served.EVER, known}) {
              comparison.rows(
                  "ohlc " + timeframe.code(),
                  TradeBars.asKnown(middles, k, rules),
                  served.bars("MIDS", timeframe, session.openNanos(), session.closeNanos(), k));
            }
          }
        });
  }

  private static Trade middle(Quote quote) {
    BigDecimal sum =
        new BigDecimal(BigInteger.valueOf(quote.bid()).add(BigInteger.valueOf(quote.ask())));
    long middle = sum.divide(BigDecimal.TWO, 0, RoundingMode.HALF_EVEN).longValueExact();
    return new Trade(
        "q" + quote.seq(),
        1,
        TradeOp.NEW,
        quote.tsNanos(),
        quote.seq(),
        middle,
        0,
        quote.knownNanos(),
        null,
        true,
        true,
        false,
        false);
  }

  /** Bars as a source tells them, one of them told anew and one withdrawn. */
  ContractResult told() {
    return Comparison.check(
        "bars as a source tells them",
        comparison -> {
          Session session = TradingCalendar.of(CalendarId.XNYS).session(DAY).orElseThrow();
          int series = series("TOLD", AssetClass.EQUITY, CalendarId.XNYS, Basis.BARS);
          long open = session.openNanos();
          long minute = SimulatedTape.MINUTE;
          long[] labels = {
            open, open + minute, open + 2 * minute, open + minute, open + 2 * minute
          };
          long[] known = {
            open + minute,
            open + 2 * minute,
            open + 3 * minute,
            open + 9 * minute,
            open + 9 * minute
          };
          long[] closes = {101, 102, 103, 112, 0};
          for (int i = 0; i < closes.length; i++) {
            closes[i] *= 100_000_000L;
          }
          long[] lows = {closes[0], closes[1], closes[2], closes[3], closes[4]};
          writer.bars(
              new BarBatch(
                  5,
                  new int[] {series, series, series, series, series},
                  labels,
                  known,
                  new long[5],
                  new boolean[] {false, false, false, false, true},
                  closes,
                  closes,
                  lows,
                  closes,
                  new Int128[] {
                    Int128.of(100), Int128.of(200), Int128.of(300), Int128.of(400), null
                  },
                  new Int128[5],
                  new long[] {1, 2, 3, 4, 0}));
          comparison.rows(
              "closes of minutes",
              List.of(closes[0], closes[3]),
              closes("TOLD", Timeframe.M1, session, Served.EVER));
          comparison.rows(
              "closes of minutes as told first",
              List.of(closes[0], closes[1], closes[2]),
              closes("TOLD", Timeframe.M1, session, open + 3 * minute));
          comparison.rows(
              "closes of five minutes",
              List.of(closes[3]),
              closes("TOLD", Timeframe.M5, session, Served.EVER));
          comparison.rows(
              "closes of five minutes as told first",
              List.of(closes[2]),
              closes("TOLD", Timeframe.M5, session, open + 3 * minute));
        });
  }

  private List<Long> closes(String symbol, Timeframe timeframe, Session session, long known)
      throws java.sql.SQLException {
    return served.bars(symbol, timeframe, session.openNanos(), session.closeNanos(), known).stream()
        .map(Bar::close)
        .toList();
  }

  /** A bad row is a dead letter, once however often it comes, and does not keep the others out. */
  ContractResult rejected() {
    return Comparison.check(
        "bad rows are dead letters, the rest is stored",
        comparison -> {
          int series = series("DIRTY", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, Basis.TRADES);
          Session session = TradingCalendar.of(CalendarId.CRYPTO_24X7).session(DAY).orElseThrow();
          long ts = session.openNanos();
          TradeBatch batch =
              Columns.trades(
                  series,
                  List.of(
                      trade("good", ts),
                      trade("negative", ts),
                      trade("future", ts),
                      trade("nul", ts)));
          batch.size()[1] = -1;
          batch.tsNanos()[2] = ts + 4_000L * 86_400 * SimulatedTape.SECOND;
          batch.tradeId()[3] = "nul\0";
          comparison.same("first time", new WriteResult(1, 0, 3, 0), writer.trades(batch));
          comparison.same("second time", new WriteResult(0, 1, 3, 0), writer.trades(batch));
          comparison.same("letters", 3L, letters());
        });
  }

  private long letters() throws java.sql.SQLException {
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT count(*) FROM md.dead_letter WHERE origin LIKE 'DIRTY@%'");
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Trade trade(String id, long ts) {
    return new Trade(
        id,
        1,
        TradeOp.NEW,
        ts,
        0,
        100_000_000L,
        100_000_000L,
        ts + 1_000,
        null,
        true,
        true,
        true,
        false);
  }

  private int series(String symbol, AssetClass asset, CalendarId calendar, Basis basis) {
    return writer.series(
        new SeriesSpec(
            new Instrument(symbol, asset, calendar, null, false), "contract", basis, 100));
  }
}

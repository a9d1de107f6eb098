package dev.tidemark.smartdb.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.Basis;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden 04 by SQL: the database reads the file, too, so that no number passes through ours. */
class GoldenBarsTest {
  private static final Path GOLDEN =
      Path.of(
          System.getProperty("project.root"), "golden/src/main/golden/04_bars_from_trades.json");

  private static final String TRADES =
      """
      SELECT t->>'trade_id', (t->>'version')::int, t->>'op', (t->>'ts')::bigint, (t->>'seq')::bigint,
             (t->>'price')::numeric, (t->>'size')::numeric, (t->>'known')::bigint,
             coalesce((t->>'upd_last')::boolean, true), coalesce((t->>'upd_hilo')::boolean, true),
             coalesce((t->>'upd_vol')::boolean, true)
      FROM jsonb_path_query(?::jsonb, '$.cases[*] ? (@.name == "half_day_tail").trades[*]') t
      """;

  /** Expected bars with the time they are known at (none: all), and what differs from ours. */
  private static final String DIFFERENCES =
      """
      WITH told AS (
        SELECT NULL::bigint AS k, tf, b
        FROM jsonb_path_query($1::jsonb, '$.cases[*] ? (@.name == "half_day_tail")') c
        CROSS JOIN (VALUES ('1m'), ('5m')) f (tf)
        CROSS JOIN LATERAL jsonb_array_elements(c->('bars_' || tf)) b
        UNION ALL
        SELECT (a->>'known')::bigint, '1m', b
        FROM jsonb_path_query($1::jsonb, '$.cases[*] ? (@.name == "half_day_tail").as_known[*]') a
        CROSS JOIN LATERAL jsonb_array_elements(a->'bars_1m') b),
      expected AS (
        SELECT k, tf, (b->>'label')::bigint AS label, (b->>'open')::numeric AS open,
               (b->>'high')::numeric AS high, (b->>'low')::numeric AS low,
               (b->>'close')::numeric AS close, (b->>'volume')::numeric AS volume,
               (b->>'notional')::numeric AS notional, (b->>'trade_count')::bigint AS trades,
               (b->>'vwap')::numeric AS vwap
        FROM told),
      ours AS (
        SELECT q.k, q.tf, (extract(epoch FROM o.ts) * 1000000000)::bigint AS label, o.open, o.high,
               o.low, o.close, o.volume, o.notional, o.trade_count AS trades,
               md.vwap(o.notional, o.volume) AS vwap
        FROM (SELECT DISTINCT k, tf FROM told) q
        CROSS JOIN md.series s
        CROSS JOIN LATERAL md.bars_as_known(s, q.tf, '2024-07-01', '2024-07-08',
          '1970-01-01T00:00:00Z'::timestamptz + q.k / 1000 * interval '1 microsecond') o
        WHERE s.series_id = $2 AND o.open IS NOT NULL)
      SELECT (SELECT count(*) FROM expected),
             (SELECT string_agg(d::text, E'\\n') FROM (
                (SELECT 'missing', e.* FROM expected e EXCEPT ALL SELECT 'missing', o.* FROM ours o)
                UNION ALL
                (SELECT 'extra', o.* FROM ours o EXCEPT ALL SELECT 'extra', e.* FROM expected e)) d)
      """;

  @ParameterizedTest
  @ValueSource(ints = {9, 300})
  void barsAreThoseOfTheGoldenFileAtEveryKnownTime(int most) throws Exception {
    String golden = Files.readString(GOLDEN);
    try (WriterFixture fixture = new WriterFixture()) {
      Instrument instrument = WriterFixture.instrument("GOLDEN", CalendarId.XNYS);
      int series = fixture.series(instrument, Basis.TRADES);
      List<Trade> trades = trades(fixture, golden);
      Collections.shuffle(trades, new Random(most));
      for (int at = 0; at < trades.size(); at += most) {
        int end = Math.min(at + most, trades.size());
        fixture.writer.trades(Batches.of(series, trades.subList(at, end)));
      }
      fixture.assertBars(instrument, series, trades);
      String query = DIFFERENCES.replace("$1", "?").replace("$2", "?");
      try (var connection =
              fixture.market.database().dataSource(DatabaseRole.OWNER).getConnection();
          PreparedStatement statement = connection.prepareStatement(query)) {
        statement.setString(1, golden);
        statement.setString(2, golden);
        statement.setInt(3, series);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          assertThat(row.getInt(1)).isGreaterThan(20);
          assertThat(row.getString(2)).isNull();
        }
      }
    }
  }

  private static List<Trade> trades(WriterFixture fixture, String golden) throws Exception {
    List<Trade> trades = new ArrayList<>();
    try (var connection = fixture.market.database().dataSource(DatabaseRole.OWNER).getConnection();
        PreparedStatement statement = connection.prepareStatement(TRADES)) {
      statement.setString(1, golden);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          trades.add(
              new Trade(
                  row.getString(1),
                  row.getInt(2),
                  TradeOp.valueOf(row.getString(3)),
                  row.getLong(4),
                  row.getLong(5),
                  unscaled(row.getBigDecimal(6)),
                  unscaled(row.getBigDecimal(7)),
                  row.getLong(8),
                  null,
                  row.getBoolean(9),
                  row.getBoolean(10),
                  row.getBoolean(11)));
        }
      }
    }
    return trades;
  }

  private static long unscaled(BigDecimal decimal) {
    return decimal.movePointRight(8).longValueExact();
  }
}

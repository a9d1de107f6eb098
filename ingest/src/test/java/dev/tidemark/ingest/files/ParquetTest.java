package dev.tidemark.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.Side;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RawReject;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.RowFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet files that are read: types, layouts, order, and what becomes of single bad rows. */
class ParquetTest {

  private static final long UNIT = 100_000_000L;
  private static final long FIRST = nanos("2024-01-08T14:30:00Z");

  @TempDir Path root;

  private static long nanos(String instant) {
    Instant at = Instant.parse(instant);
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }

  private static long[] column(RawBatch batch, RawColumn column) {
    long[] values = batch.column(column);
    assertThat(values).as(column.name()).isNotNull();
    return values == null ? new long[0] : values;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TIMESTAMPTZ '2024-01-08 14:30:00+00' + INTERVAL 1 MINUTE * i",
        "TIMESTAMPTZ '2024-01-08 09:30:00-05' + INTERVAL 1 MINUTE * i",
        "TIMESTAMP '2024-01-08 14:30:00' + INTERVAL 1 MINUTE * i",
        "(TIMESTAMP '2024-01-08 14:30:00' + INTERVAL 1 MINUTE * i)::TIMESTAMP_NS",
        "(TIMESTAMP '2024-01-08 14:30:00' + INTERVAL 1 MINUTE * i)::TIMESTAMP_MS",
        "strftime(TIMESTAMP '2024-01-08 14:30:00' + INTERVAL 1 MINUTE * i, '%Y-%m-%dT%H:%M:%SZ')",
        "1704724200 + 60 * i",
        "(1704724200 + 60 * i)::DOUBLE",
        "1704724200000 + 60000 * i",
        "1704724200000000 + 60000000 * i",
        "(1704724200000000000 + 60000000000 * i)::UBIGINT",
      })
  void timesOfEveryTypeAreTheSameInstants(String time) {
    ParquetSamples.bars(root, "BTC-USD_1m.parquet", time, "10.5");
    Samples.Read read = Samples.read(root);
    assertThat(read.refusals()).isEmpty();
    assertThat(read.series()).containsExactly("files/BTCUSD/1m");
    RawBatch batch = read.first();
    assertThat(batch.rows()).isEqualTo(20);
    for (int i = 0; i < 20; i++) {
      assertThat(batch.eventNanos()[i]).isEqualTo(FIRST + i * 60_000_000_000L);
      assertThat(batch.ordinals()[i]).isEqualTo(i + 1);
      assertThat(column(batch, RawColumn.VOLUME)[i]).isEqualTo((i + 1) * UNIT);
    }
    assertThat(column(batch, RawColumn.HIGH)[0]).isEqualTo(1_250_000_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "0.1::DOUBLE, 10000000, false",
    "0.1::FLOAT, 10000000, false",
    "0.1::DECIMAL(38;20), 10000000, false",
    "0.1::DECIMAL(9;4), 10000000, false",
    "'''0.10''', 10000000, false",
    "7::TINYINT, 700000000, false",
    "7::HUGEINT, 700000000, false",
    "-37.63::DOUBLE, -3763000000, false",
    "4515.664000000001::DOUBLE, 451566400000, true",
    "123456789.12345678::DOUBLE, 12345678912345678, false",
    "12345678::DOUBLE, 1234567800000000, false",
    "1e-9::DOUBLE, 0, true",
    "1.00000001::DECIMAL(18;8), 100000001, false",
  })
  void numbersAreTheirShortestDecimals(String price, long unscaled, boolean rounded) {
    ParquetSamples.bars(root, "BTCUSD_1m.parquet", ParquetSamples.INSTANT, price.replace(';', ','));
    RawBatch batch = Samples.read(root).first();
    assertThat(column(batch, RawColumn.OPEN)[3]).isEqualTo(unscaled);
    int[] flags = batch.flags();
    boolean flagged = flags != null && (flags[3] & RowFlag.ROUNDED.bit()) != 0;
    assertThat(flagged).isEqualTo(rounded);
  }

  @Test
  void namesMayBeInAnyCaseAndVolumeMissing() {
    ParquetSamples.write(
        root,
        "spy-1d.parquet",
        "SELECT DATE '2024-01-08' + i::INTEGER AS \"Date\", 2 AS \"Open\", 3 AS \"High\","
            + " 1 AS \"Low\", 2 AS \"Close\" FROM range(5) t(i)");
    RawBatch batch = Samples.read(root).first();
    assertThat(batch.series().key()).isEqualTo("files/SPY/1d");
    assertThat(batch.eventNanos()[1]).isEqualTo(nanos("2024-01-09T14:30:00Z"));
  }

  @Test
  void nullsNansAndInfinitiesAreRejectedWithTheRow() {
    String open =
        "CASE i WHEN 1 THEN NULL WHEN 2 THEN 'nan'::DOUBLE WHEN 3 THEN 'inf'::DOUBLE ELSE 10.5 END";
    ParquetSamples.bars(root, "BTCUSD_1m.parquet", ParquetSamples.INSTANT, open);
    Samples.Read read = Samples.read(root);
    List<RawReject> rejects = read.first().rejects();
    assertThat(rejects)
        .extracting(RawReject::reason)
        .containsExactly(
            RejectReason.MISSING_FIELD, RejectReason.NON_FINITE, RejectReason.NON_FINITE);
    assertThat(rejects).extracting(RawReject::ordinal).containsExactly(2L, 3L, 4L);
    assertThat(rejects.get(1).payload())
        .isEqualTo(
            "{\"timestamp\":\"2024-01-08T14:32:00Z\",\"open\":\"NaN\",\"high\":12.5,\"low\":9.25,"
                + "\"close\":11,\"volume\":3}");
    assertThat(rejects.getFirst().payload()).contains("\"open\":null");
    assertThat(read.rows()).isEqualTo(17);
  }

  @Test
  void aTimeThatIsNullIsRejected() {
    ParquetSamples.bars(
        root,
        "BTCUSD_1m.parquet",
        "CASE WHEN i = 5 THEN NULL ELSE " + ParquetSamples.INSTANT + " END",
        "10");
    assertThat(Samples.read(root).first().rejects())
        .singleElement()
        .satisfies(reject -> assertThat(reject.ordinal()).isEqualTo(6));
  }

  @Test
  void readsTrades() {
    ParquetSamples.write(
        root,
        "BTCUSD_trades_2024.parquet",
        "SELECT ("
            + "TIMESTAMP_NS '2024-01-08 14:30:00.123456789') AS ts, 100.25 AS price,"
            + " 0.5::DOUBLE AS size, (900 + i)::UBIGINT AS id,"
            + " CASE i WHEN 0 THEN 'buy' WHEN 1 THEN 'SELL' END AS side FROM range(3) t(i)");
    RawBatch batch = Samples.read(root).first();
    assertThat(batch.series().key()).startsWith("files/BTCUSD/trades");
    assertThat(batch.eventNanos()[0]).isEqualTo(nanos("2024-01-08T14:30:00.123456789Z"));
    assertThat(batch.tradeIds()).isNotNull();
    assertThat(batch.tradeIds().number(2)).isEqualTo(902);
    assertThat(column(batch, RawColumn.SIDE))
        .startsWith(Side.BUY.ordinal(), Side.SELL.ordinal(), RawBatch.ABSENT);
  }

  @Test
  void readsTradesWithoutIdsAndQuotesBySymbol() {
    ParquetSamples.write(
        root,
        "a/EURUSD.parquet",
        "SELECT 1704724200000 + i AS time, 1.1 AS price, 1000 AS amount FROM range(3) t(i)");
    ParquetSamples.write(
        root,
        "b/all.parquet",
        "SELECT 1704724200000 + i AS time, CASE WHEN i % 2 = 0 THEN 'EURUSD' ELSE 'GBPUSD' END"
            + " AS symbol, 1.1 AS bid, 1.2 AS ask FROM range(6) t(i)");
    Samples.Read read = Samples.read(root);
    assertThat(read.refusals()).isEmpty();
    assertThat(read.series())
        .hasSize(3)
        .anyMatch(key -> key.startsWith("files/EURUSD/quotes"))
        .anyMatch(key -> key.startsWith("files/GBPUSD/quotes"))
        .anyMatch(key -> key.startsWith("files/EURUSD/trades"));
    assertThat(read.rows()).isEqualTo(9);
  }

  @Test
  void rowsKeepTheOrderOfTheFile() {
    ParquetSamples.write(
        root,
        "BTCUSD.parquet",
        "SELECT 1704724200000 + (i * 7919) % 200000 AS ts, i AS price, 1 AS size"
            + " FROM range(200000) t(i)",
        ", ROW_GROUP_SIZE 8192, COMPRESSION zstd");
    long expected = 0;
    for (RawBatch batch : Samples.read(root).batches()) {
      long[] prices = column(batch, RawColumn.PRICE);
      for (int i = 0; i < batch.rows(); i++) {
        assertThat(prices[i]).isEqualTo(expected * UNIT);
        assertThat(batch.ordinals()[i]).isEqualTo(++expected);
      }
    }
    assertThat(expected).isEqualTo(200_000);
  }

  @Test
  void aMappingOfTheUserTellsColumnsZoneAndScale() throws Exception {
    ParquetSamples.write(
        root,
        "x/quarter[1].parquet",
        "SELECT strftime(TIMESTAMP '2024-01-08 09:30:00' + INTERVAL 1 MINUTE * i, '%Y-%m-%d %H:%M')"
            + " AS t, 'SPY' AS s, 4701234 AS o, 4701300 AS h, 4701200 AS l, 4701250 AS c"
            + " FROM range(10) t(i)");
    Path mapping =
        Files.writeString(
            root.resolve("mapping.yaml"),
            """
            name: ours
            format: parquet
            provider: ours
            symbol: ""
            interval: 1m
            price_digits: 4
            time: {column: t, zone: America/New_York}
            columns: {symbol: s, open: o, high: h, low: l, close: c}
            """);
    FilesProvider provider =
        FilesProvider.of(root.resolve("x"), Layouts.with(List.of(mapping)), "");
    RawBatch batch = Samples.read(provider).first();
    assertThat(batch.series().key()).isEqualTo("ours/SPY/1m");
    assertThat(batch.eventNanos()[0]).isEqualTo(FIRST);
    assertThat(column(batch, RawColumn.OPEN)[0]).isEqualTo(47_012_340_000L);
  }
}

package dev.tidemark.app.command.tables;

import dev.tidemark.app.CliHarness;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.store.LocalTableStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Two small tables. {@code bronze.quotes_of_day}: two rows on 1 March, known the same day; then, as
 * a second commit a day later, a correction of the first one, known on 3 March. {@code
 * silver.names}: two names.
 */
final class SampleLake {
  static final Instant FIRST_COMMIT = Instant.parse("2026-03-01T20:00:00Z");
  static final Instant SECOND_COMMIT = Instant.parse("2026-03-03T20:00:00Z");

  private static final TableSchema PRICES =
      TableSchema.of(
          Column.string("instrument"),
          Column.timestamp("event_time"),
          Column.timestamp("known_time"),
          Column.decimal("price", 18, 8),
          Column.date("event_date"));
  private static final TableSchema NAMES =
      TableSchema.of(Column.string("instrument"), Column.string("name").nullableColumn());

  private SampleLake() {}

  static void write(CliHarness cli) {
    Instant[] now = {FIRST_COMMIT};
    InstantSource clock = () -> now[0];
    try (TableStore store =
        LocalTableStore.open(
            LakeOptions.of(cli.home().resolve("lake"), clock).withThreads(1).withDurable(false))) {
      Table prices =
          store.create(
              TableSpec.of("bronze.quotes_of_day", PRICES)
                  .withPartitionBy("event_date")
                  .withSortBy("instrument", "event_time")
                  .withDescription("ingest", "Prices of a day"));
      prices.append(
          List.of(prices("2026-03-01T15:00:00Z", "AAPL", 1_050_000_000L, "MSFT", 2_000_000_000L)),
          CommitRequest.of("BACKFILL").with("ingestion_id", "run-1"));
      Table names = store.create(TableSpec.of("silver.names", NAMES));
      names.append(
          List.of(
              ColumnBatch.of(NAMES, 2)
                  .with("instrument", new Vector.Strings(new String[] {"AAPL", "MSFT"}))
                  .with("name", new Vector.Strings(new String[] {"Apple, Inc.", "Microsoft"}))
                  .build()),
          CommitRequest.of("LOAD"));
      now[0] = SECOND_COMMIT;
      prices.append(
          List.of(prices("2026-03-03T15:00:00Z", "AAPL", 1_060_000_000L)),
          CommitRequest.of("CORRECT"));
    }
  }

  private static ColumnBatch prices(String known, Object... symbolThenPrice) {
    int rows = symbolThenPrice.length / 2;
    String[] symbols = new String[rows];
    long[] prices = new long[rows];
    for (int i = 0; i < rows; i++) {
      symbols[i] = (String) symbolThenPrice[2 * i];
      prices[i] = (Long) symbolThenPrice[2 * i + 1];
    }
    return ColumnBatch.of(PRICES, rows)
        .with("instrument", new Vector.Strings(symbols))
        .constant("event_time", Instant.parse("2026-03-01T14:30:00Z"))
        .with("known_time", new Vector.Longs(micros(known, rows)))
        .with("price", new Vector.Longs(prices))
        .constant("event_date", LocalDate.of(2026, 3, 1))
        .build();
  }

  private static long[] micros(String instant, int rows) {
    long[] micros = new long[rows];
    java.util.Arrays.fill(micros, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant)));
    return micros;
  }
}

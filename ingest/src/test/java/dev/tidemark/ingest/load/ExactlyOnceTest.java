package dev.tidemark.ingest.load;

import static dev.tidemark.ingest.load.Lakes.BARS;
import static dev.tidemark.ingest.load.Lakes.bar;
import static dev.tidemark.ingest.load.Lakes.quote;
import static dev.tidemark.ingest.load.Lakes.rows;
import static dev.tidemark.ingest.load.Lakes.run;
import static dev.tidemark.ingest.load.Lakes.source;
import static dev.tidemark.ingest.load.Lakes.trade;
import static dev.tidemark.ingest.load.Lakes.trades;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.deadletter.DeadLetter;
import dev.tidemark.ingest.deadletter.DeadLetterStore;
import dev.tidemark.ingest.provider.MemorySource;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RawReject;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.provider.Source;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactlyOnceTest {

  @TempDir Path root;
  private TableStore store;

  @BeforeEach
  void open() {
    store = Lakes.store(root);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Source tape() {
    RawBatchBuilder batch = trades();
    trade(batch, 1, 1, 11, 100);
    trade(batch, 2, 2, 12, 101);
    trade(batch, 3, 3, 13, 102);
    return source("tape", batch.build());
  }

  @Test
  void aSecondDeliveryOfTheSameSourceStoresNothing() {
    assertThat(run(store, tape()).getFirst().stored()).isEqualTo(3);
    SeriesOutcome again = run(store, tape()).getFirst();
    assertThat(again.stored()).isZero();
    assertThat(again.repeated()).isEqualTo(3);
    assertThat(rows(store, Tables.RAW_TRADES)).hasSize(3);
  }

  @Test
  void aGrownSourceStoresOnlyWhatCame() {
    run(store, tape());
    RawBatchBuilder batch = trades();
    trade(batch, 1, 1, 11, 100);
    trade(batch, 2, 2, 12, 101);
    trade(batch, 3, 3, 13, 102);
    trade(batch, 4, 4, 14, 103);
    SeriesOutcome outcome = run(store, source("tape", batch.build())).getFirst();
    assertThat(outcome.stored()).isEqualTo(1);
    assertThat(outcome.repeated()).isEqualTo(3);
  }

  @Test
  void theSameTradeFromAnotherFileIsARepeatedDelivery() {
    run(store, tape());
    RawBatchBuilder batch = trade(trades(), 9, 2, 12, 101);
    SeriesOutcome outcome = run(store, source("other", batch.build())).getFirst();
    assertThat(outcome.repeated()).isEqualTo(1);
    assertThat(outcome.stored()).isZero();
  }

  @Test
  void aTradeIdWithOtherContentIsADeadLetter() {
    run(store, tape());
    RawBatchBuilder batch = trade(trades(), 9, 2, 12, 999);
    SeriesOutcome outcome = run(store, source("other", batch.build())).getFirst();
    assertThat(outcome.rejects()).containsEntry(RejectReason.CONFLICTING_VERSION, 1L);
    DeadLetter letter = new DeadLetterStore(store).list(DeadLetterStore.Filter.open(10)).getFirst();
    assertThat(letter.payload()).contains("\"price\":\"999.00000000\"");
    assertThat(letter.sourceFile()).isEqualTo("other");
    assertThat(letter.sourceRow()).isEqualTo(9);
  }

  @Test
  void aTradeThatMovedInTimeIsAConflictWithinTheTimesOfItsDelivery() {
    run(store, tape());
    RawBatchBuilder batch = trade(trade(trades(), 1, 1, 50, 100), 2, 3, 12, 101);
    SeriesOutcome within = run(store, source("other", batch.build())).getFirst();
    assertThat(within.rejects()).containsEntry(RejectReason.CONFLICTING_VERSION, 1L);
    assertThat(within.stored()).isEqualTo(1);

    // Beyond them it is a trade of its own, as an id that starts again each day is.
    RawBatchBuilder later = trade(trades(), 1, 86_402, 12, 101);
    SeriesOutcome beyond = run(store, source("next day", later.build())).getFirst();
    assertThat(beyond.rejects()).isEmpty();
    assertThat(beyond.stored()).isEqualTo(1);
  }

  @Test
  void aCorrectionIsARowOfItsOwn() {
    run(store, tape());
    RawBatchBuilder batch = trade(trades(), 9, 2, 12, 999).set(RawColumn.VERSION, 1);
    assertThat(run(store, source("other", batch.build())).getFirst().stored()).isEqualTo(1);
    assertThat(rows(store, Tables.RAW_TRADES)).hasSize(4);
  }

  @Test
  void identicalRowsWithoutIdsAreAllStoredAndNumbered() {
    RawBatchBuilder batch = trades();
    for (int i = 1; i <= 3; i++) {
      trade(batch, i, 5, -1, 100);
    }
    assertThat(run(store, source("tape", batch.build())).getFirst().stored()).isEqualTo(3);
    assertThat(rows(store, Tables.RAW_TRADES, "source_seq"))
        .extracting(row -> row.get("source_seq"))
        .containsExactly(0L, 1L, 2L);
    assertThat(rows(store, Tables.RAW_TRADES))
        .extracting(row -> row.get("trade_id"))
        .doesNotHaveDuplicates();
  }

  @Test
  void numbersContinueAfterStoredRowsOfTheSameInstant() {
    run(store, source("a", quote(new RawBatchBuilder(Lakes.QUOTES, 1), 1, 5, 10).build()));
    run(store, source("b", quote(new RawBatchBuilder(Lakes.QUOTES, 1), 1, 5, 10).build()));
    assertThat(rows(store, Tables.RAW_QUOTES, "source_seq"))
        .extracting(row -> row.get("source_seq"))
        .containsExactly(0L, 1L);
  }

  @Test
  void aPositionDeliveredTwiceInOneSourceIsStoredOnce() {
    RawBatchBuilder batch = new RawBatchBuilder(Lakes.QUOTES, 4);
    quote(batch, 1, 5, 10);
    quote(batch, 2, 6, 11);
    quote(batch, 1, 5, 10);
    SeriesOutcome outcome = run(store, source("tape", batch.build())).getFirst();
    assertThat(outcome.rowsIn()).isEqualTo(3);
    assertThat(outcome.stored()).isEqualTo(2);
    assertThat(outcome.repeated()).isEqualTo(1);
  }

  @Test
  void aChangedPositionIsARestatementKnownNow() {
    run(store, source("bars", bar(bar(bars(), 1, 0, 10), 2, 1, 11).build()));
    SeriesOutcome outcome =
        run(store, source("bars", bar(bar(bars(), 1, 0, 10), 2, 1, 12).build())).getFirst();
    assertThat(outcome.stored()).isEqualTo(1);
    assertThat(outcome.repeated()).isEqualTo(1);
    List<Map<String, @Nullable Object>> all =
        rows(store, Tables.bars(Timeframe.M1), "event_time", "revision");
    assertThat(all).extracting(row -> row.get("revision")).containsExactly(0, 0, 1);
    assertThat(all.get(2))
        .containsEntry("flags", "RESTATED")
        .containsEntry("known_time", Lakes.NOW)
        .containsEntry("known_time_basis", "OBSERVED");
  }

  @Test
  void aChangedTickWithoutAnIdIsADeadLetterAndNotASecondTick() {
    RawBatchBuilder first = new RawBatchBuilder(Lakes.QUOTES, 2);
    quote(first, 1, 5, 10);
    quote(first, 2, 6, 11);
    run(store, source("tape", first.build()));
    for (int delivery = 1; delivery <= 2; delivery++) {
      RawBatchBuilder changed = new RawBatchBuilder(Lakes.QUOTES, 2);
      quote(changed, 1, 5, 10);
      quote(changed, 2, 6, 12);
      SeriesOutcome outcome = run(store, source("tape", changed.build())).getFirst();
      assertThat(outcome.stored()).isZero();
      assertThat(outcome.deadLetters()).isEqualTo(delivery == 1 ? 1 : 0);
      assertThat(outcome.repeated()).isEqualTo(delivery);
    }
    assertThat(rows(store, Tables.RAW_QUOTES, "event_time", "bid")).hasSize(2);
    assertThat(rows(store, Tables.DEAD_LETTERS, "reason"))
        .extracting(row -> row.get("reason"))
        .containsExactly("RESTATED_TICK");
  }

  @Test
  void aRestatementDeliveredAgainIsRepeated() {
    run(store, source("bars", bar(bars(), 1, 0, 10).build()));
    run(store, source("bars", bar(bars(), 1, 0, 12).build()));
    SeriesOutcome outcome = run(store, source("bars", bar(bars(), 1, 0, 12).build())).getFirst();
    assertThat(outcome.stored()).isZero();
    assertThat(outcome.repeated()).isEqualTo(1);
  }

  @Test
  void overlappingPagesOfKeyedPositionsAreRepeated() {
    MemorySource first =
        new MemorySource("rest", List.of(bar(bar(bars(), 60, 1, 10), 120, 2, 11).build()), false);
    MemorySource second =
        new MemorySource("rest", List.of(bar(bar(bars(), 120, 2, 11), 180, 3, 12).build()), false);
    run(store, first);
    SeriesOutcome outcome = run(store, second).getFirst();
    assertThat(outcome.stored()).isEqualTo(1);
    assertThat(outcome.repeated()).isEqualTo(1);
  }

  @Test
  void rejectsAreDeadLettersOnceHoweverOftenDelivered() {
    RawBatch batch =
        bar(bars(), 1, 0, 10)
            .reject(new RawReject(2, RejectReason.MALFORMED, "x", "payload", "BTCUSD"))
            .build();
    SeriesOutcome first = run(store, source("bars", batch)).getFirst();
    assertThat(first.deadLetters()).isEqualTo(1);
    SeriesOutcome second = run(store, source("bars", batch)).getFirst();
    assertThat(second.deadLetters()).isZero();
    assertThat(second.repeated()).isEqualTo(2);
    assertThat(rows(store, Tables.DEAD_LETTERS)).hasSize(1);
  }

  @Test
  void watermarkIsTheGreatestEventTime() {
    assertThat(run(store, tape()).getFirst().watermarkMicros())
        .hasValue((Lakes.DAY + 3_000_000_000L) / 1_000);
    RawBatchBuilder late = trade(trades(), 1, 1, 77, 100);
    assertThat(run(store, source("late", late.build())).getFirst().watermarkMicros())
        .hasValue((Lakes.DAY + 3_000_000_000L) / 1_000);
  }

  @Test
  void instrumentsAreRegisteredOnce() {
    run(store, tape());
    run(store, tape());
    assertThat(rows(store, Tables.INSTRUMENTS))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("calendar", "CRYPTO_24X7"));
  }

  @Test
  void aChangedInstrumentIsUpdatedOnce() {
    run(store, tape());
    Instrument ticked =
        new Instrument(
            Lakes.COIN.symbol(),
            Lakes.COIN.assetClass(),
            CalendarId.FX_24X5,
            new BigDecimal("0.01"),
            false);
    Series described = new Series("venue", ticked, SeriesType.TRADES);
    Instant later = Lakes.NOW.plusSeconds(60);
    InstrumentRegistry registry = new InstrumentRegistry(store, later);
    registry.register(List.of(described));
    assertThat(rows(store, Tables.INSTRUMENTS))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("calendar", "FX_24X5")
                    .containsEntry("tick_size", new BigDecimal("0.01000000"))
                    .containsEntry("known_time", later));

    long version = store.open(Tables.INSTRUMENTS.name()).latest().version();
    registry.register(List.of(described));
    InstrumentRegistry again = new InstrumentRegistry(store, later.plusSeconds(60));
    again.register(List.of(described));
    Instrument withoutTick =
        new Instrument(ticked.symbol(), ticked.assetClass(), ticked.calendar(), null, false);
    again.register(List.of(new Series("other", withoutTick, SeriesType.QUOTES)));
    assertThat(store.open(Tables.INSTRUMENTS.name()).latest().version()).isEqualTo(version);
  }

  @Test
  void manySmallSourcesShareACommit() {
    Source[] days = new Source[20];
    for (int i = 0; i < days.length; i++) {
      days[i] = source("day" + i, bar(bars(), 1, i, 10 + i).build());
    }
    run(store, days);
    assertThat(store.open(Tables.bars(Timeframe.M1).name()).latest().files()).isEqualTo(1);
  }

  private static RawBatchBuilder bars() {
    return new RawBatchBuilder(BARS, 8);
  }
}

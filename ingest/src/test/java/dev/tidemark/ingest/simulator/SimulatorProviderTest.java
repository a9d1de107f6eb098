package dev.tidemark.ingest.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.Listing;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.RawReject;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.provider.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorProviderTest {
  private static final long FROM = nanos("2025-06-23T00:00:00Z");
  private static final long TO = nanos("2025-07-01T00:00:00Z");

  @Test
  void offersBarsOfAllTimeframesAndTheTickDay() {
    Listing listing = SimulatorProvider.demo().list(selection("SIMA"));
    assertThat(listing.refusals()).isEmpty();
    assertThat(listing.sources())
        .extracting(Source::name)
        .containsExactly(
            "simulator:SIMA:1m@20250630",
            "simulator:SIMA:5m@20250630",
            "simulator:SIMA:15m@20250630",
            "simulator:SIMA:1h@20250630",
            "simulator:SIMA:4h@20250630",
            "simulator:SIMA:1d@20250630",
            "simulator:SIMA:trades:2025-06-30@20250630",
            "simulator:SIMA:quotes:2025-06-30@20250630");
    assertThat(SimulatorProvider.demo().info().mock()).isTrue();
  }

  @Test
  void refusesUnknownInstrumentsWithAdvice() {
    Listing listing = SimulatorProvider.demo().list(selection("AAPL"));
    assertThat(listing.sources()).isEmpty();
    assertThat(listing.refusals())
        .singleElement()
        .satisfies(r -> assertThat(r.toString()).contains("UNKNOWN_INSTRUMENT", "AAPL", "SIMA"));
  }

  @Test
  void barsOfASelectionLieInsideItAndCarryTheirPublication() {
    long from = nanos("2025-06-24T15:00:00Z");
    long to = nanos("2025-06-25T14:00:00Z");
    Selection part =
        new Selection(List.of("SIMA"), Set.of(SeriesType.bars(Timeframe.M5)), from, to);
    List<RawBatch> batches = read(SimulatorProvider.demo().list(part).sources().get(0));
    assertThat(batches).hasSize(1);
    RawBatch batch = batches.get(0);
    assertThat(batch.rows()).isEqualTo(60 + 6);
    assertThat(batch.eventNanos()[0]).isEqualTo(from);
    assertThat(batch.basis()).isEqualTo(KnownTimeBasis.PROVIDER);
    long[] known = batch.knownNanos();
    assertThat(known).isNotNull();
    assertThat(known[0] - batch.eventNanos()[0]).isEqualTo(302_000_000_000L);
    assertThat(batch.ordinals()[0]).isEqualTo(from / 1_000_000_000L);
    assertThat(batch.payload(0)).startsWith("2025-06-24T15:00:00Z,");
  }

  @Test
  void fiveYearsOfMinutesArriveInLargeBatches() {
    Selection all =
        new Selection(
            List.of("NOISE"),
            Set.of(SeriesType.bars(Timeframe.M1)),
            Long.MIN_VALUE,
            Long.MAX_VALUE);
    Source source = SimulatorProvider.demo().list(all).sources().get(0);
    List<RawBatch> batches = read(source);
    long rows = batches.stream().mapToLong(RawBatch::rows).sum();
    assertThat(rows).isEqualTo(source.estimatedRows()).isBetween(480_000L, 495_000L);
    assertThat(batches).hasSizeLessThan(20);
  }

  @Test
  void sellAndBuyVolumeAddUpAndVwapIsInsideTheBar() {
    RawBatch batch =
        read(SimulatorProvider.demo().list(selection("SIMCOIN")).sources().get(3)).get(0);
    for (int i = 0; i < batch.rows(); i++) {
      assertThat(value(batch, RawColumn.BUY_VOLUME, i) + value(batch, RawColumn.SELL_VOLUME, i))
          .isEqualTo(value(batch, RawColumn.VOLUME, i));
      assertThat(value(batch, RawColumn.VWAP, i))
          .isBetween(
              value(batch, RawColumn.LOW, i) * 10_000, value(batch, RawColumn.HIGH, i) * 10_000);
    }
  }

  @Test
  void cleanTradesArriveInOrderWithUniqueIds() {
    List<RawBatch> batches =
        read(SimulatorProvider.demo().list(selection("SIMA")).sources().get(6));
    Set<String> ids = new HashSet<>();
    long ordinal = 0;
    long time = 0;
    boolean inOrder = true;
    for (RawBatch batch : batches) {
      for (int i = 0; i < batch.rows(); i++) {
        ordinal++;
        inOrder &= batch.ordinals()[i] == ordinal;
        // Published up to 5 ms after the event: arrivals may swap within that.
        inOrder &= batch.eventNanos()[i] + 5_000_000 >= time;
        time = batch.eventNanos()[i];
        ids.add(id(batch, i));
      }
    }
    assertThat(inOrder).isTrue();
    assertThat(ids).hasSize((int) ordinal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1m", "15m", "trades", "quotes"})
  void theManifestCountsWhatTheFeedDelivers(String type) {
    SimulatorProvider provider =
        new SimulatorProvider(DemoUniverse.all(), DemoUniverse.SEED, FaultPlan.of(5, 0.03));
    Selection part = new Selection(List.of("SIMA"), Set.of(SeriesType.parse(type)), FROM, TO);
    FaultManifest manifest = provider.manifest(part);
    long delivered = 0;
    for (Source source : provider.list(part).sources()) {
      for (RawBatch batch : read(source)) {
        delivered += batch.rows() + batch.rejects().size();
      }
    }
    assertThat(delivered).isEqualTo(manifest.delivered());
    assertThat(manifest.stored() + manifest.repeated() + manifest.deadLetters())
        .isEqualTo(delivered);
    assertThat(manifest.count(FaultKind.LATE)).isPositive();
  }

  @Test
  void tradeFaultsAreTheOnesOfTheManifest() {
    SimulatorProvider provider =
        new SimulatorProvider(DemoUniverse.all(), DemoUniverse.SEED, FaultPlan.of(5, 0.02));
    Selection part = new Selection(List.of("SIMA"), Set.of(SeriesType.TRADES), FROM, TO);
    FaultManifest manifest = provider.manifest(part);
    Map<String, String> first = new HashMap<>();
    long corrections = 0;
    long cancellations = 0;
    long repeated = 0;
    long broken = 0;
    long late = 0;
    for (RawBatch batch : read(provider.list(part).sources().get(0))) {
      broken += batch.rejects().size();
      long[] known = batch.knownNanos();
      for (int i = 0; i < batch.rows(); i++) {
        long op = value(batch, RawColumn.OP, i);
        String content =
            batch.eventNanos()[i]
                + " "
                + value(batch, RawColumn.PRICE, i)
                + " "
                + value(batch, RawColumn.SIZE, i)
                + " "
                + (known == null ? "" : known[i]);
        if (value(batch, RawColumn.SIZE, i) < 0) {
          broken++;
        } else if (op == TradeOp.NEW.ordinal()) {
          String before = first.put(id(batch, i), content);
          if (before != null) {
            assertThat(content).isEqualTo(before);
            repeated++;
          } else if (known != null && known[i] - batch.eventNanos()[i] > 60_000_000_000L) {
            late++;
          }
        } else {
          assertThat(first).containsKey(id(batch, i));
          assertThat(value(batch, RawColumn.VERSION, i)).isEqualTo(2);
          corrections += op == TradeOp.CORRECT.ordinal() ? 1 : 0;
          cancellations += op == TradeOp.CANCEL.ordinal() ? 1 : 0;
        }
      }
    }
    assertThat(first).hasSize((int) manifest.clean());
    assertThat(corrections).isEqualTo(manifest.count(FaultKind.CORRECTED));
    assertThat(cancellations).isEqualTo(manifest.count(FaultKind.CANCELLED));
    assertThat(repeated).isEqualTo(manifest.count(FaultKind.DUPLICATED));
    assertThat(broken).isEqualTo(manifest.count(FaultKind.MALFORMED));
    assertThat(late).isEqualTo(manifest.count(FaultKind.LATE));
  }

  @Test
  void faultsDoNotDependOnTheDatesAskedFor() {
    SimulatorProvider provider =
        new SimulatorProvider(DemoUniverse.all(), DemoUniverse.SEED, FaultPlan.of(5, 0.05));
    Set<SeriesType> type = Set.of(SeriesType.bars(Timeframe.M15));
    long noon = nanos("2025-06-25T16:00:00Z");
    List<String> whole = lines(provider, new Selection(List.of("SIMB"), type, FROM, TO));
    List<String> parts = lines(provider, new Selection(List.of("SIMB"), type, FROM, noon));
    parts.addAll(lines(provider, new Selection(List.of("SIMB"), type, noon, TO)));
    assertThat(parts).containsExactlyInAnyOrderElementsOf(whole);
  }

  @Test
  void correctedBarsStayConsistent() {
    SimulatorProvider provider =
        new SimulatorProvider(
            DemoUniverse.all(), DemoUniverse.SEED, new FaultPlan(1, 0, 0, 0.2, 0, 0));
    Selection part =
        new Selection(List.of("SIMB"), Set.of(SeriesType.bars(Timeframe.M5)), FROM, TO);
    Map<Long, Long> volume = new HashMap<>();
    int restated = 0;
    for (RawBatch batch : read(provider.list(part).sources().get(0))) {
      for (int i = 0; i < batch.rows(); i++) {
        long now = value(batch, RawColumn.VOLUME, i);
        Long before = volume.put(batch.ordinals()[i], now);
        if (before != null) {
          restated++;
          assertThat(now).isGreaterThan(before);
        }
        assertThat(value(batch, RawColumn.BUY_VOLUME, i) + value(batch, RawColumn.SELL_VOLUME, i))
            .isEqualTo(now);
      }
    }
    assertThat((long) restated).isEqualTo(provider.manifest(part).count(FaultKind.CORRECTED));
  }

  @Test
  void faultRatesAreProbabilities() {
    assertThatThrownBy(() -> FaultPlan.of(1, 0.3)).hasMessageContaining("exceed one");
    assertThatThrownBy(() -> new FaultPlan(1, -0.1, 0, 0, 0, 0))
        .hasMessageContaining("probability");
    assertThat(FaultPlan.NONE.none()).isTrue();
  }

  @Test
  void unwantedTypesAndDatesAreNotListed() {
    Selection before =
        new Selection(
            List.of("SIMA"),
            Set.of(SeriesType.TRADES),
            nanos("2025-06-02T00:00:00Z"),
            nanos("2025-06-10T00:00:00Z"));
    assertThat(SimulatorProvider.demo().list(before).sources()).isEmpty();
  }

  private static List<String> lines(SimulatorProvider provider, Selection selection) {
    List<String> lines = new ArrayList<>();
    for (Source source : provider.list(selection).sources()) {
      for (RawBatch batch : read(source)) {
        for (int i = 0; i < batch.rows(); i++) {
          long[] known = batch.knownNanos();
          lines.add(
              batch.ordinals()[i]
                  + " "
                  + (known == null ? "" : known[i])
                  + " "
                  + value(batch, RawColumn.CLOSE, i)
                  + " "
                  + value(batch, RawColumn.VOLUME, i));
        }
        batch.rejects().stream().map(RawReject::toString).forEach(lines::add);
      }
    }
    return lines;
  }

  private static List<RawBatch> read(Source source) {
    List<RawBatch> batches = new ArrayList<>();
    try (RawReader reader = source.open()) {
      for (RawBatch batch = reader.next(); batch != null; batch = reader.next()) {
        batches.add(batch);
      }
    }
    return batches;
  }

  private static long value(RawBatch batch, RawColumn column, int row) {
    return Objects.requireNonNull(batch.column(column), column.name())[row];
  }

  private static String id(RawBatch batch, int row) {
    return Objects.requireNonNull(batch.tradeIds(), "trade ids").text(row);
  }

  private static Selection selection(String symbol) {
    return new Selection(Arrays.asList(symbol), Set.of(), FROM, TO);
  }

  private static long nanos(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
  }
}

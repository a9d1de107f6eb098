package dev.tidemark.transform.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.lake.store.LocalTableStore;
import dev.tidemark.transform.BuildMode;
import dev.tidemark.transform.BuildResult;
import dev.tidemark.transform.lake.FakeLake;
import dev.tidemark.transform.market.RandomMarket;
import dev.tidemark.transform.market.RandomMarket.Delivery;
import dev.tidemark.transform.market.Silver;
import dev.tidemark.transform.market.SilverRows;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fifty random increments, in any order of arrival, give every bit of one full build. */
class IncrementsEqualFullBuildTest {

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void in_memory(long seed) {
    try (FakeLake once = new FakeLake();
        FakeLake bit = new FakeLake()) {
      compare(seed, 80, 50, once, bit);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11})
  void on_delta(long seed, @TempDir Path directory) {
    try (TableStore once = open(directory.resolve("once"));
        TableStore bit = open(directory.resolve("bit"))) {
      compare(seed, 40, 50, once, bit);
    }
  }

  private static TableStore open(Path root) {
    return LocalTableStore.open(
        LakeOptions.of(root, InstantSource.system()).withDurable(false).withThreads(1));
  }

  private static void compare(
      long seed, int minutes, int increments, TableStore once, TableStore bit) {
    List<Delivery> deliveries = RandomMarket.deliveries(seed, minutes);
    RandomMarket.register(once);
    RandomMarket.deliver(once, deliveries);
    Silver.build(once).all(BuildMode.FULL);
    assertThat(SilverRows.of(once, Tables.MARKET_DATA_UNIFIED))
        .as("every origin wins somewhere")
        .anyMatch(row -> row.contains("flags=FROM_TRADES "))
        .anyMatch(row -> row.contains("flags=MID "))
        .anyMatch(row -> row.contains("ROLLUP "))
        .anyMatch(row -> row.contains("source_provider=alpha "));

    RandomMarket.register(bit);
    List<BuildResult> results = new ArrayList<>();
    for (List<Delivery> part : RandomMarket.parts(deliveries, increments, new Random(seed))) {
      RandomMarket.deliver(bit, part);
      results.addAll(Silver.build(bit).all(BuildMode.INCREMENTAL));
    }
    Silver.assertSame(bit, once);
    assertThat(results.stream().filter(BuildResult::full).count())
        .as("builds that were not increments")
        .isLessThan(results.size() / 4);
    Silver.build(bit).all(BuildMode.FULL);
    Silver.assertSame(bit, once);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {21, 22, 23})
  void the_order_of_arrival_leaves_no_trace(long seed) {
    List<Delivery> deliveries = RandomMarket.deliveries(seed, 60);
    try (FakeLake forwards = new FakeLake();
        FakeLake backwards = new FakeLake()) {
      run(forwards, deliveries, seed);
      run(backwards, deliveries.reversed(), seed + 1);
      Silver.assertSame(forwards, backwards);
    }
  }

  private static void run(TableStore store, List<Delivery> deliveries, long seed) {
    RandomMarket.register(store);
    for (List<Delivery> part : RandomMarket.parts(deliveries, 12, new Random(seed))) {
      RandomMarket.deliver(store, part);
      Silver.build(store).all(BuildMode.INCREMENTAL);
    }
  }
}

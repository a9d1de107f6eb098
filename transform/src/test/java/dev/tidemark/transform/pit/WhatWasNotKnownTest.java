package dev.tidemark.transform.pit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import dev.tidemark.transform.BuildMode;
import dev.tidemark.transform.lake.FakeLake;
import dev.tidemark.transform.market.RandomMarket;
import dev.tidemark.transform.market.RandomMarket.Delivery;
import dev.tidemark.transform.market.Silver;
import dev.tidemark.transform.market.SilverRows;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking away every bronze row known after K changes no silver row known at or before K. */
class WhatWasNotKnownTest {

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void changes_nothing(long seed) {
    List<Delivery> deliveries = RandomMarket.deliveries(seed, 60);
    Random random = new Random(seed);
    try (FakeLake all = new FakeLake()) {
      full(all, deliveries);
      for (int i = 0; i < 6; i++) {
        Instant known = deliveries.get(random.nextInt(deliveries.size())).known();
        try (FakeLake early = new FakeLake()) {
          full(early, deliveries.stream().filter(d -> !d.known().isAfter(known)).toList());
          for (TableSpec table : SilverRows.TABLES) {
            assertThat(SilverRows.of(early, table, known))
                .as("%s as known at %s", table.name(), known)
                .isEqualTo(SilverRows.of(all, table, known));
          }
        }
      }
    }
  }

  private static void full(TableStore store, List<Delivery> deliveries) {
    RandomMarket.register(store);
    RandomMarket.deliver(store, deliveries);
    Silver.build(store).all(BuildMode.FULL);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {5, 6})
  void no_row_is_known_before_its_close(long seed) {
    try (FakeLake store = new FakeLake()) {
      full(store, RandomMarket.deliveries(seed, 60));
      assertThat(SilverRows.violations(store)).isEmpty();
    }
  }
}

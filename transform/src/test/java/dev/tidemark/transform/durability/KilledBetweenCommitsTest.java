package dev.tidemark.transform.durability;

import dev.tidemark.transform.BuildMode;
import dev.tidemark.transform.lake.FakeLake;
import dev.tidemark.transform.market.RandomMarket;
import dev.tidemark.transform.market.RandomMarket.Delivery;
import dev.tidemark.transform.market.Silver;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work lost at any commit of a build is done again by the next one, and nothing twice. */
class KilledBetweenCommitsTest {

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void resumes_to_the_same_rows(long seed) {
    List<Delivery> deliveries = RandomMarket.deliveries(seed, 40);
    try (FakeLake once = new FakeLake();
        FakeLake killed = new FakeLake()) {
      RandomMarket.register(once);
      RandomMarket.deliver(once, deliveries);
      Silver.build(once).all(BuildMode.FULL);

      RandomMarket.register(killed);
      int kills = 0;
      for (List<Delivery> part : RandomMarket.parts(deliveries, 14, new Random(seed))) {
        RandomMarket.deliver(killed, part);
        kills++;
        killed.killAfterCommits(kills % 9);
        try {
          Silver.build(killed).all(BuildMode.INCREMENTAL);
        } catch (FakeLake.Killed expected) {
          // the next build goes on, sometimes after more has arrived
        }
        killed.revive();
        if (kills % 3 == 0) {
          Silver.build(killed).all(BuildMode.INCREMENTAL);
        }
      }
      Silver.build(killed).all(BuildMode.INCREMENTAL);
      Silver.assertSame(killed, once);
    }
  }
}

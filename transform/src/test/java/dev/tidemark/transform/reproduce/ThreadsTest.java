package dev.tidemark.transform.reproduce;

import dev.tidemark.transform.BuildMode;
import dev.tidemark.transform.SilverBuild;
import dev.tidemark.transform.lake.FakeLake;
import dev.tidemark.transform.market.RandomMarket;
import dev.tidemark.transform.market.Silver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The number of threads shows in no bit, not even in the order of rows. */
class ThreadsTest {

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {2, 8})
  void many_threads_give_what_one_gives(int threads) {
    try (FakeLake one = new FakeLake();
        FakeLake many = new FakeLake()) {
      run(one, 1);
      run(many, threads);
      Silver.assertSame(many, one);
      Silver.assertSameOrder(many, one);
    }
  }

  private static void run(FakeLake store, int threads) {
    RandomMarket.register(store);
    List<RandomMarket.Delivery> all = RandomMarket.deliveries(5, 80);
    SilverBuild build =
        new SilverBuild(
            store, Silver.CONFIG.withThreads(threads), InstantSource.fixed(Instant.EPOCH));
    RandomMarket.deliver(store, all.subList(0, all.size() / 2));
    build.all(BuildMode.FULL);
    RandomMarket.deliver(store, all.subList(all.size() / 2, all.size()));
    build.all(BuildMode.INCREMENTAL);
  }
}

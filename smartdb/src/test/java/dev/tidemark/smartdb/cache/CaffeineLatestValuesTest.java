package dev.tidemark.smartdb.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;

class CaffeineLatestValuesTest extends LatestValuesContract {
  private final AtomicLong now = new AtomicLong();
  private final LatestValues values = new CaffeineLatestValues(AGE, now::get);

  @Override
  LatestValues values() {
    return values;
  }

  @Override
  void theOldAreNotFound() {
    put(values, "A", "1");
    now.addAndGet(AGE.toNanos() - 1);
    assertThat(found(values, "A")).isEqualTo("1");
    now.incrementAndGet();
    assertThat(found(values, "A")).isEmpty();
  }
}

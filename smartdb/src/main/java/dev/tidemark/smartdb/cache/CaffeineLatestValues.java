package dev.tidemark.smartdb.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/** Keeps values in this process. */
public final class CaffeineLatestValues implements LatestValues {
  /** Bytes of values kept; a snapshot has about one thousand. */
  private static final long MOST_BYTES = 32L << 20;

  /** Names share counters: an invalidation may take a few others with it, never too few. */
  private static final int COUNTERS = 1 << 12;

  private final Cache<String, Found> values;
  private final AtomicLong all = new AtomicLong();
  private final AtomicLongArray counters = new AtomicLongArray(COUNTERS);

  /**
   * @param age a value is kept so long
   * @param ticker monotonic nanoseconds
   */
  public CaffeineLatestValues(Duration age, LongSupplier ticker) {
    this.values =
        Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .<String, Found>weigher((name, kept) -> 64 + kept.value().map(v -> v.length).orElse(0))
            .expireAfterWrite(age)
            .ticker(ticker::getAsLong)
            .build();
  }

  @Override
  public List<Found> find(List<String> names) {
    return names.stream().map(this::find).toList();
  }

  private Found find(String name) {
    String stamp = all.get() + "." + counters.get(counter(name));
    Found kept = values.getIfPresent(name);
    return kept != null && kept.stamp().equals(stamp) ? kept : Found.nothing(stamp);
  }

  private static int counter(String name) {
    int hash = name.hashCode();
    return (hash ^ hash >>> 16) & COUNTERS - 1;
  }

  @Override
  public void store(Map<String, Found> computed) {
    values.putAll(computed);
  }

  @Override
  public void invalidate(Collection<String> names) {
    names.forEach(name -> counters.incrementAndGet(counter(name)));
    values.invalidateAll(names);
  }

  @Override
  public void invalidateAll() {
    all.incrementAndGet();
    values.invalidateAll();
  }

  @Override
  public void close() {
    values.invalidateAll();
  }
}

package dev.tidemark.app.parity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Where the time goes, by phase in the order in which they first came. Safe for any thread. */
final class PhaseSeconds {
  private final LongSupplier ticker;
  private final Map<String, Long> nanos = new LinkedHashMap<>();

  /** {@code ticker}: nanoseconds from any origin. */
  PhaseSeconds(LongSupplier ticker) {
    this.ticker = ticker;
  }

  /** Until closed, time is that of a phase. */
  interface Open extends AutoCloseable {
    @Override
    void close();
  }

  Open open(String phase) {
    long started = ticker.getAsLong();
    return () -> add(phase, ticker.getAsLong() - started);
  }

  private synchronized void add(String phase, long more) {
    nanos.merge(phase, more, Long::sum);
  }

  synchronized Map<String, Double> seconds() {
    Map<String, Double> all = new LinkedHashMap<>();
    nanos.forEach((phase, each) -> all.put(phase, each / 1e9));
    return all;
  }
}

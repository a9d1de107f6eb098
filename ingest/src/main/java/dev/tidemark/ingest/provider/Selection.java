package dev.tidemark.ingest.provider;

import java.util.List;
import java.util.Set;

/**
 * What is wanted of a provider.
 *
 * @param assets symbols; empty means all that the provider knows
 * @param types kinds and timeframes; empty means all
 * @param fromNanos first event time wanted, nanoseconds UTC
 * @param toNanos end of the wanted event times, exclusive
 */
public record Selection(List<String> assets, Set<SeriesType> types, long fromNanos, long toNanos) {

  public Selection {
    assets = List.copyOf(assets);
    types = Set.copyOf(types);
  }

  /** Everything. */
  public static Selection all() {
    return new Selection(List.of(), Set.of(), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  public boolean wants(SeriesType type) {
    return types.isEmpty() || types.contains(type);
  }

  public boolean wantsAsset(String symbol) {
    return assets.isEmpty() || assets.contains(symbol);
  }

  public boolean wantsTime(long eventNanos) {
    return eventNanos >= fromNanos && eventNanos < toNanos;
  }
}

package dev.tidemark.ingest.provider;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.time.Timeframe;
import java.util.List;
import java.util.Set;

/**
 * Facts about a provider.
 *
 * @param name as users write it, e.g. {@code files}
 * @param rank preference among providers of the same bar, lower is better
 * @param assetClasses what it has
 * @param timeframes bars it has; empty when it has none
 * @param mock true when its data is not real
 * @param knownTimeBasis basis of rows that do not carry their own
 */
public record ProviderInfo(
    String name,
    int rank,
    Set<AssetClass> assetClasses,
    List<Timeframe> timeframes,
    boolean mock,
    KnownTimeBasis knownTimeBasis) {

  public ProviderInfo {
    assetClasses = Set.copyOf(assetClasses);
    timeframes = List.copyOf(timeframes);
  }
}

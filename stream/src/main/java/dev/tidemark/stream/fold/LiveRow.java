package dev.tidemark.stream.fold;

import dev.tidemark.stream.event.MarketEvent;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the fold of a series has to say: exactly one of the nullable fields is there.
 * Fields are public and mutable because Flink serialises such classes by their fields.
 */
public final class LiveRow {
  public String source = "";
  public String instrument = "";
  public String assetClass = "";
  public String calendar = "";
  public boolean includeClosingAuction;

  /** A record that was told for the first time. */
  public @Nullable MarketEvent record;

  public @Nullable BarRow bar;
  public @Nullable FeatureRow features;
  public @Nullable AlertRow alert;

  public String seriesKey() {
    return source + '/' + instrument;
  }
}

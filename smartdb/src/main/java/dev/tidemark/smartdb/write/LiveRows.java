package dev.tidemark.smartdb.write;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.time.Timeframe;
import java.util.List;

/**
 * What was computed of live records. A row gives way to a later revision only, so batches may be
 * written again, in any order.
 */
public record LiveRows(List<LiveBar> bars, List<LiveFeatures> features, List<LiveAlert> alerts) {
  /**
   * A bar of a series.
   *
   * @param series its number in the database
   */
  public record LiveBar(int series, Timeframe timeframe, BarRevision revision) {}

  /**
   * Features of a minute of a series.
   *
   * @param series its number in the database
   */
  public record LiveFeatures(int series, FeatureRevision revision) {}

  /**
   * An alert about a series.
   *
   * @param series its number in the database
   */
  public record LiveAlert(int series, AlertRevision revision) {}

  public boolean isEmpty() {
    return bars.isEmpty() && features.isEmpty() && alerts.isEmpty();
  }
}

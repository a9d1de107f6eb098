package dev.tidemark.lake.catalog;

import dev.tidemark.core.indicator.Indicator;
import java.util.List;

/** The indicator columns of the enriched table, in their order. All are DOUBLE, null in warm-up. */
public final class EnrichedColumns {
  public static final List<String> INDICATORS =
      Indicator.all().stream().map(Indicator::column).toList();

  private EnrichedColumns() {}
}

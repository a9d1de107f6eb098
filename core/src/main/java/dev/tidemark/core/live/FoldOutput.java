package dev.tidemark.core.live;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.QuarantineReason;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.Timeframe;

/** Takes what a fold has to say, in order. */
public interface FoldOutput {
  /** A record told for the first time, or a new version: it belongs to the log. */
  void accepted(Trade record);

  void accepted(Quote record);

  /** Told before; nothing changed. */
  void repeated(Trade record);

  void repeated(Quote record);

  /** Set aside: it changed nothing. */
  void quarantined(Trade record, QuarantineReason reason);

  void quarantined(Quote record, QuarantineReason reason);

  /** Content of a closed bar; {@code timeframe} is 1s, 5s or 1m. */
  void bar(Timeframe timeframe, BarRevision revision);

  void features(FeatureRevision revision);

  void alert(AlertRevision revision);
}

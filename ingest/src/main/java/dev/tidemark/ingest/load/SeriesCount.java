package dev.tidemark.ingest.load;

import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.Series;
import java.util.EnumMap;
import java.util.Map;

/** Running counts of one series. Read side and commit side write different fields. */
final class SeriesCount {

  final Series series;

  /** Written by the reading side. */
  volatile long rowsIn;

  /** Rows of an unchanged prefix; written by the reading side. */
  volatile long skipped;

  /** Written by the committing side, as all that follow. */
  volatile long stored;

  volatile long dead;
  volatile long repeated;
  long watermarkMicros = Long.MIN_VALUE;
  final Map<RejectReason, Long> rejects = new EnumMap<>(RejectReason.class);

  SeriesCount(Series series) {
    this.series = series;
  }
}

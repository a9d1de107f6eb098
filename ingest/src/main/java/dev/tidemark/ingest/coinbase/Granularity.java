package dev.tidemark.ingest.coinbase;

import dev.tidemark.core.time.Timeframe;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The candle lengths of the venue that are timeframes of ours. It also has 6 hours, but no 4. */
enum Granularity {
  MINUTE(Timeframe.M1),
  FIVE_MINUTES(Timeframe.M5),
  FIFTEEN_MINUTES(Timeframe.M15),
  HOUR(Timeframe.H1),
  DAY(Timeframe.D1);

  private final Timeframe timeframe;

  Granularity(Timeframe timeframe) {
    this.timeframe = timeframe;
  }

  Timeframe timeframe() {
    return timeframe;
  }

  long seconds() {
    return timeframe.seconds();
  }

  static Optional<Granularity> of(Timeframe timeframe) {
    return Arrays.stream(values()).filter(g -> g.timeframe == timeframe).findFirst();
  }

  static List<Timeframe> timeframes() {
    return Arrays.stream(values()).map(Granularity::timeframe).toList();
  }
}

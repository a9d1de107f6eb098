package dev.tidemark.transform.unify;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.transform.BuildMode;
import dev.tidemark.transform.BuildResult;
import dev.tidemark.transform.SilverConfig;
import dev.tidemark.transform.progress.Instruments;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Builds {@code silver.market_data_unified}: per instrument, timeframe and label the winner among
 * all bars, over knowledge time ({@link WinnerTimeline}).
 *
 * <p>The rows are a function of the set of bronze rows and of nothing else, so increments and a
 * full build agree whatever the order of arrival. An increment looks at the rows that came into the
 * sources since the versions it consumed before, recomputes the ranges of labels they touch from
 * all candidates, stored winners included, and replaces what differs. Timeframes are committed one
 * by one, shortest first, each together with the versions it consumed: a build that was killed goes
 * on with the timeframes not yet committed.
 */
public final class UnifyBuild {
  private final TableStore store;
  private final SilverConfig config;
  private final InstantSource clock;

  public UnifyBuild(TableStore store, SilverConfig config, InstantSource clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  public BuildResult run(BuildMode mode) {
    Instant started = clock.instant();
    Instruments instruments = Instruments.read(store);
    Sources sources = new Sources(store, instruments);
    boolean full = mode == BuildMode.FULL;
    boolean all = true;
    long series = 0;
    long read = 0;
    long written = 0;
    long late = 0;
    for (Timeframe timeframe : Timeframe.STORED) {
      UnifyStage.Outcome outcome =
          new UnifyStage(timeframe, sources, instruments, config).run(full);
      all &= outcome.full();
      series += outcome.series();
      read += outcome.read();
      written += outcome.written();
      late += outcome.late();
    }
    return new BuildResult(
        Tables.MARKET_DATA_UNIFIED.name(),
        all,
        series,
        read,
        written,
        late,
        0,
        sources.unified().latest().version(),
        Duration.between(started, clock.instant()));
  }
}

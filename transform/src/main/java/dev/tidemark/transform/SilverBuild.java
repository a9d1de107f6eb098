package dev.tidemark.transform;

import dev.tidemark.lake.TableStore;
import dev.tidemark.transform.enrich.EnrichBuild;
import dev.tidemark.transform.pulse.PulseBuild;
import dev.tidemark.transform.unify.UnifyBuild;
import java.time.InstantSource;
import java.util.List;

/**
 * Builds the silver tables: {@link #unify}, then {@link #enrich}, then {@link #pulse}.
 *
 * <p>Each build is incremental unless told otherwise, can be repeated, and can be killed at any
 * point: progress is stored in the commit that has the rows. The rows are a function of the bronze
 * rows and the configuration; increments, their order, threads and kills leave no trace in them.
 * Reads two time axes and mixes neither: what a row says depends only on bronze rows known at or
 * before the row's {@code known_time}. One build at a time per lake.
 */
public final class SilverBuild {
  private final TableStore store;
  private final SilverConfig config;
  private final InstantSource clock;

  /**
   * A builder over one lake.
   *
   * @param clock only measures how long builds take
   */
  public SilverBuild(TableStore store, SilverConfig config, InstantSource clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  /**
   * {@code silver.market_data_unified}: the winning bar of each key, with every change of winner.
   */
  public BuildResult unify(BuildMode mode) {
    return new UnifyBuild(store, config, clock).run(mode);
  }

  /** {@code silver.market_data_enriched}: indicators and regime of every unified bar. */
  public BuildResult enrich(BuildMode mode) {
    return new EnrichBuild(store, config, clock).run(mode);
  }

  /** {@code silver.multi_timeframe_analysis}: the pulse at decision times. */
  public BuildResult pulse(BuildMode mode) {
    return new PulseBuild(store, config, clock).run(mode);
  }

  /** All three in order. */
  public List<BuildResult> all(BuildMode mode) {
    return List.of(unify(mode), enrich(mode), pulse(mode));
  }
}

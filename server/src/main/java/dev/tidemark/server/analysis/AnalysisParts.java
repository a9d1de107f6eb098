package dev.tidemark.server.analysis;

import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.server.jobs.JobQueue;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What analyses are made of, given by the wiring.
 *
 * @param ids of analyses and batches: unique, {@code [A-Za-z0-9-]}, at most 64 characters
 */
public record AnalysisParts(
    MarketData market,
    ObjectStore store,
    JobQueue jobs,
    Engine engine,
    Completions completions,
    AnalysisMetrics metrics,
    AnalysisSettings settings,
    InstantSource clock,
    Supplier<String> ids) {}

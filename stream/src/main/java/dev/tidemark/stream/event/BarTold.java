package dev.tidemark.stream.event;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.time.Timeframe;

/** A bar of a series as the topic of bars tells it. */
public record BarTold(
    String source, String instrument, Timeframe timeframe, BarRevision revision) {}

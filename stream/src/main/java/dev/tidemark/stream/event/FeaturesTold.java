package dev.tidemark.stream.event;

import dev.tidemark.core.live.FeatureRevision;

/** Features of a series as their topic tells them. */
public record FeaturesTold(String source, String instrument, FeatureRevision revision) {}

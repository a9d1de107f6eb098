package dev.tidemark.stream.event;

import dev.tidemark.core.live.AlertRevision;

/** An alert of a series as its topic tells it. */
public record AlertTold(String source, String instrument, AlertRevision revision) {}

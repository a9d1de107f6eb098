package dev.tidemark.analysis.data;

import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Which bars an analysis needs.
 *
 * @param start first session date, inclusive; nothing before it is loaded
 * @param end last session date, inclusive
 * @param asKnown bars, and adjustment factors, as known at this instant
 */
public record BarsRequest(
    String ticker,
    Timeframe interval,
    CalendarId calendar,
    LocalDate start,
    LocalDate end,
    Instant asKnown) {}

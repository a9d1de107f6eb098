package dev.tidemark.ingest.simulator;

import java.time.LocalDate;
import java.util.List;

/** Gives the sessions of a calendar. Thread-safe. */
@FunctionalInterface
public interface SessionSource {
  /** Sessions with dates in {@code [from, toInclusive]}, ascending. */
  List<SessionWindow> sessions(LocalDate from, LocalDate toInclusive);
}

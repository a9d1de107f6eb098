package dev.tidemark.ingest.load;

import dev.tidemark.ingest.gate.Gate;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.lake.Txn;
import java.util.Optional;

/** One series of one source while it is read: what of it was stored before, and how far we are. */
final class SourceRun {

  final Series series;
  final String source;
  final Gate gate;

  /** Position up to which earlier runs consumed it, -1 for nothing. */
  final long before;

  /** Hash that earlier runs committed for that prefix. */
  final long hashBefore;

  /** Whether the prefix is unchanged, so that it is skipped without a look at stored rows. */
  final boolean samePrefix;

  /** Whether positions are compared one by one with stored rows. */
  final boolean rowWise;

  /** Whether progress is committed: the positions grow and everything of the source is wanted. */
  final boolean tracked;

  /** Whether this run is the first to store only some times of the source. */
  final boolean becomesPartial;

  /** Whether a source of the same content, under another name, was consumed to its end. */
  final boolean copy;

  /** Set when it was consumed to its end and its content is to be recorded. */
  Optional<Txn> content = Optional.empty();

  /** Greatest position seen in this run. */
  long seen = -1;

  /** Greatest position of an unreadable record seen in this run. */
  long rejectsSeen = -1;

  /** Greatest position consumed, and the hash of all up to there. */
  long consumed;

  long hash;

  /** What the last commit of this run stored as consumed; only the commit side uses it. */
  long committed;

  SourceRun(
      Series series,
      String source,
      Gate gate,
      long before,
      long hashBefore,
      boolean samePrefix,
      boolean rowWise,
      boolean tracked,
      boolean becomesPartial,
      boolean copy) {
    this.series = series;
    this.source = source;
    this.gate = gate;
    this.before = before;
    this.hashBefore = hashBefore;
    this.samePrefix = samePrefix;
    this.rowWise = rowWise;
    this.tracked = tracked;
    this.becomesPartial = becomesPartial;
    this.copy = copy;
    this.consumed = samePrefix ? before : -1;
    this.hash = samePrefix ? hashBefore : 0;
    this.committed = before;
  }

  Group.Mark mark() {
    return new Group.Mark(consumed, hash, content);
  }
}

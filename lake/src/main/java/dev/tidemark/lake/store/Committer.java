package dev.tidemark.lake.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.Commit;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.Txn;
import dev.tidemark.lake.delta.Action;
import dev.tidemark.lake.delta.Features;
import dev.tidemark.lake.delta.LogJson;
import dev.tidemark.lake.delta.TableState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Commits changes of one table: one at a time in this process, and between processes only on top of
 * the version they were planned for. A lost race is planned again on what the winner left.
 */
final class Committer {
  static final String ENGINE = "Tidemark";
  private static final int MAX_ATTEMPTS = 1_000;

  /** Lost races after which a change takes the turn before it starts its work again. */
  private static final int PATIENCE = 3;

  private final TableContext table;
  private final ReentrantLock lock = new ReentrantLock(true);

  Committer(TableContext table) {
    this.table = table;
  }

  /** True when a guarded number says that these rows were committed before. */
  static boolean isReplay(TableState state, CommitRequest request) {
    boolean replay = false;
    for (Txn txn : request.txns()) {
      long stored = state.txns().getOrDefault(txn.appId(), -1L);
      if (txn.guard() != Txn.Guard.NONE && stored >= txn.version()) {
        replay = true;
      }
    }
    if (replay) {
      return true;
    }
    for (Txn txn : request.txns()) {
      long stored = state.txns().getOrDefault(txn.appId(), -1L);
      if (txn.guard() == Txn.Guard.AFTER && stored != txn.previous().orElse(-1)) {
        throw TidemarkException.of(
                ErrorCode.CONFLICT,
                "Another writer was first",
                "the stored number is not the one this commit builds on",
                "read the number again and continue from there")
            .withDetail("transaction", txn.appId())
            .withDetail("expected", txn.previous().orElse(-1))
            .withDetail("stored", stored);
      }
    }
    return false;
  }

  static Commit skipped(TableState state, CommitRequest request) {
    return new Commit(state.version(), request.operation(), Map.of(), 0, 0, 0, true);
  }

  /** Plans and commits, again and again, until the change is in or turns out to be impossible. */
  Commit commit(Change change, CommitRequest request) {
    lock.lock();
    boolean mayBeIn = false;
    try {
      for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        CommitTurn turn = attempt < PATIENCE ? null : CommitTurn.take(table.path());
        try {
          TableState state = table.log().latest();
          Features.checkWritable(state);
          if (isReplay(state, request)) {
            change.abandon();
            return skipped(state, request);
          }
          Change.Planned planned = change.plan(state);
          if (planned.actions().isEmpty() && request.txns().isEmpty()) {
            change.abandon();
            return skipped(state, request);
          }
          turn = turn == null ? CommitTurn.take(table.path()) : turn;
          mayBeIn = true; // from here a failure does not prove that nothing is in the log
          if (table.log().commit(state, actions(state, planned, request))) {
            return outcome(state.version() + 1, planned, request);
          }
          mayBeIn = false;
        } finally {
          if (turn != null) {
            turn.close();
          }
        }
      }
      throw TidemarkException.of(
              ErrorCode.CONFLICT,
              "The table is too busy",
              "other writers committed first every time",
              "run again when fewer programs write the table")
          .withDetail("table", table.name());
    } catch (RuntimeException e) {
      if (!mayBeIn) {
        change.abandon();
      }
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private List<Action> actions(TableState state, Change.Planned planned, CommitRequest request) {
    // Delta demands commit times that grow; a clock that was set back does not break that.
    long now = Math.max(table.options().clock().millis(), state.timestamp() + 1);
    boolean inCommit = "true".equals(state.property("delta.enableInCommitTimestamps", "false"));
    Map<String, String> metrics = new TreeMap<>();
    planned.metrics().forEach((name, value) -> metrics.put(name, Long.toString(value)));
    List<Action> all = new ArrayList<>();
    all.add(
        new Action.CommitInfo(
            now,
            inCommit ? now : null,
            request.operation(),
            Map.of(),
            metrics,
            json(request.metadata()),
            ENGINE,
            planned.blind()));
    request.txns().forEach(txn -> all.add(new Action.SetTxn(txn.appId(), txn.version())));
    all.addAll(planned.actions());
    return all;
  }

  /** The metadata as the history keeps it; null when there is none. */
  static @Nullable String json(Map<String, String> metadata) {
    if (metadata.isEmpty()) {
      return null;
    }
    try {
      return LogJson.MAPPER.writeValueAsString(new TreeMap<>(metadata));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Commit outcome(long version, Change.Planned planned, CommitRequest request) {
    Map<String, Long> metrics = planned.metrics();
    return new Commit(
        version,
        request.operation(),
        metrics,
        metrics.getOrDefault("numFiles", 0L),
        metrics.getOrDefault("numRemovedFiles", 0L),
        metrics.getOrDefault("numOutputRows", 0L),
        false);
  }
}

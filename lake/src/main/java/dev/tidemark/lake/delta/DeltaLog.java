package dev.tidemark.lake.delta;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one table. The latest state is kept and follows the log commit by commit, so reading a
 * table nobody changed costs two file look-ups. Safe for any thread.
 */
public final class DeltaLog {
  private static final Logger LOG = LoggerFactory.getLogger(DeltaLog.class);
  private static final int KEPT_VERSIONS = 16;

  private final Path table;
  private final LogDirectory directory;
  private final boolean durable;
  private @Nullable KernelLog kernel;
  private @Nullable TableState latest;
  private final Map<Long, TableState> older =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, TableState> eldest) {
          return size() > KEPT_VERSIONS;
        }
      };

  public DeltaLog(Path table, boolean durable) {
    this.table = table;
    this.directory = new LogDirectory(table, durable);
    this.durable = durable;
  }

  public Path table() {
    return table;
  }

  /** True when a Delta table is here. */
  public boolean exists() {
    return directory.has(0) || Files.exists(directory.directory().resolve("_last_checkpoint"));
  }

  /** The newest version; NOT_FOUND when there is no table. */
  public synchronized TableState latest() {
    TableState state = latest;
    if (state == null || !directory.has(state.version())) {
      older.clear();
      state = first();
      Features.checkReadable(state);
      remember(state);
      state = follow(state);
      requireNoGap(state);
      return state;
    }
    return follow(state);
  }

  /** A commit after a missing one would be overlooked, and its version written a second time. */
  private void requireNoGap(TableState state) {
    if (directory.newest() > state.version() + 1 && !directory.has(state.version() + 1)) {
      throw LogDirectory.corrupt(
          directory.file(state.version() + 1),
          "a commit is missing, though later ones are there",
          new IllegalStateException("gap in the log"));
    }
  }

  /** Where to start: the checkpoint through Kernel, or the first commit when there is none. */
  private TableState first() {
    boolean checkpointed = Files.exists(directory.directory().resolve("_last_checkpoint"));
    Optional<List<Action>> created = checkpointed ? Optional.empty() : directory.read(0);
    if (created.isEmpty()) {
      return kernel().latest();
    }
    try {
      return TableState.of(null, 0, 0, created.get());
    } catch (IllegalArgumentException e) {
      throw LogDirectory.corrupt(directory.file(0), String.valueOf(e.getMessage()), e);
    }
  }

  private KernelLog kernel() {
    KernelLog made = kernel;
    if (made == null) {
      made = new KernelLog(table, durable);
      kernel = made;
    }
    return made;
  }

  private TableState follow(TableState from) {
    TableState state = from;
    while (true) {
      Optional<List<Action>> next = directory.read(state.version() + 1);
      if (next.isEmpty()) {
        return state;
      }
      state = apply(state, next.get());
      remember(state);
    }
  }

  private TableState apply(TableState base, List<Action> actions) {
    long version = base.version() + 1;
    try {
      TableState state = TableState.of(base, version, base.timestamp(), actions);
      Features.checkReadable(state);
      return state;
    } catch (IllegalArgumentException e) {
      throw LogDirectory.corrupt(directory.file(version), String.valueOf(e.getMessage()), e);
    }
  }

  private void remember(TableState state) {
    latest = state;
    older.put(state.version(), state);
  }

  /** That version; NOT_FOUND, saying which there are, when it is not there. */
  public synchronized TableState version(long version) {
    TableState newest = latest();
    if (version < 0 || version > newest.version()) {
      throw noSuchVersion("the newest is " + newest.version())
          .withDetail("version", version)
          .withDetail("latest", newest.version());
    }
    TableState known = older.get(version);
    if (known == null) {
      known = kernel().version(version);
      Features.checkReadable(known);
      older.put(version, known);
    }
    return known;
  }

  /** The newest version committed at or before the instant; NOT_FOUND outside the history. */
  public synchronized TableState at(Instant instant) {
    TableState newest = latest();
    long millis = instant.toEpochMilli();
    if (millis > newest.timestamp()) {
      throw noSuchVersion("the last commit was at " + Instant.ofEpochMilli(newest.timestamp()))
          .withDetail("asked", instant);
    }
    if (millis == newest.timestamp()) {
      return newest;
    }
    TableState state = kernel().at(millis);
    Features.checkReadable(state);
    older.put(state.version(), state);
    return state;
  }

  private TidemarkException noSuchVersion(String why) {
    return TidemarkException.of(
            ErrorCode.NOT_FOUND,
            "No such version",
            why,
            "read one of the versions of the table's history, or the latest")
        .withDetail("path", table);
  }

  /** The actions of one commit; empty when its file is no longer kept. */
  public Optional<List<Action>> actions(long version) {
    return directory.read(version);
  }

  /** All actions after {@code from} up to {@code to}; empty when part of the log is gone. */
  public Optional<List<Action>> actions(long from, long to) {
    List<Action> all = new ArrayList<>();
    for (long version = from + 1; version <= to; version++) {
      Optional<List<Action>> actions = directory.read(version);
      if (actions.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(actions.get());
    }
    return Optional.of(all);
  }

  /** Commits on top of {@code base}; false when another writer took the version. */
  public boolean commit(TableState base, List<Action> actions) {
    return put(base.version() + 1, actions);
  }

  /** Makes the table; false when it is there. */
  public boolean create(List<Action> actions) {
    return put(0, actions);
  }

  private boolean put(long version, List<Action> actions) {
    boolean done = directory.put(version, actions);
    if (done) {
      maybeCheckpoint(version);
    }
    return done;
  }

  private synchronized void maybeCheckpoint(long version) {
    try {
      int every = Integer.parseInt(latest().property("delta.checkpointInterval", "10"));
      if (version > 0 && version % every == 0) {
        kernel().checkpoint(version);
      }
    } catch (RuntimeException e) {
      // The commit stands without it; the next reader reads a longer log.
      LOG.warn("No checkpoint was written: {}", e.getMessage());
    }
  }

  /** Row numbers deleted from a file, ascending. */
  public synchronized long[] deletedRows(DeletionVector vector) {
    return kernel().deletedRows(vector);
  }
}

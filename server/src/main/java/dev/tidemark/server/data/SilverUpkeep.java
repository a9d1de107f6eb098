package dev.tidemark.server.data;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.transform.unify.UnifiedProgress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that the unified bars have all that bronze has before they are read: what was ingested
 * and not yet built must not be missing silently. Safe for threads; a check that finds nothing new
 * costs a few file look-ups.
 */
public final class SilverUpkeep {
  private final TableStore store;
  private final @Nullable Runnable build;
  private @Nullable Map<String, Long> built;

  private SilverUpkeep(TableStore store, @Nullable Runnable build) {
    this.store = store;
    this.build = build;
  }

  /**
   * Builds what is missing.
   *
   * @param build the incremental build of the unified table; the caller keeps other processes from
   *     building at the same time
   */
  public static SilverUpkeep building(TableStore store, Runnable build) {
    return new SilverUpkeep(store, build);
  }

  /** Builds nothing, and refuses to read bars that are behind. */
  public static SilverUpkeep reporting(TableStore store) {
    return new SilverUpkeep(store, null);
  }

  /**
   * Returns when the unified bars are those of bronze.
   *
   * @throws TidemarkException PRECONDITION_FAILED if they are behind and are not built here
   */
  public void ensure() {
    if (build == null) {
      List<String> behind = UnifiedProgress.behind(store);
      if (!behind.isEmpty()) {
        throw behind(behind);
      }
      return;
    }
    if (!sources().equals(upToDate())) {
      buildOnce();
    }
  }

  private synchronized @Nullable Map<String, Long> upToDate() {
    return built;
  }

  private synchronized void buildOnce() {
    Map<String, Long> now = sources();
    if (!now.equals(built) && build != null) {
      build.run();
      // The versions seen before: what came in meanwhile is built next time.
      built = now;
    }
  }

  /** The version of everything unified bars are made of. */
  private Map<String, Long> sources() {
    Map<String, Long> versions = new HashMap<>(UnifiedProgress.sources(store));
    store
        .find(Tables.INSTRUMENTS.name())
        .map(Table::latest)
        .ifPresent(table -> versions.put("instruments", table.version()));
    return versions;
  }

  private static TidemarkException behind(List<String> tables) {
    return TidemarkException.of(
            ErrorCode.PRECONDITION_FAILED,
            "The silver tables are behind",
            "rows were ingested that the unified bars do not have yet",
            "run 'tidemark transform'")
        .withDetail("tables", tables);
  }
}

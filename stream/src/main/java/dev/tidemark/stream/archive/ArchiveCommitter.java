package dev.tidemark.stream.archive;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.Commit;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.Txn;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Committer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the rows of completed checkpoints visible, in order. */
final class ArchiveCommitter implements Committer<ArchiveCommit> {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveCommitter.class);

  private final ArchiveOptions options;
  private @Nullable ArchiveLake lake;

  /** When the rows at hand were written: the time of their commit. */
  private long millis;

  ArchiveCommitter(ArchiveOptions options) {
    this.options = options;
  }

  @Override
  public void commit(Collection<CommitRequest<ArchiveCommit>> requests) {
    List<CommitRequest<ArchiveCommit>> ordered =
        requests.stream()
            .sorted(Comparator.comparingLong(request -> request.getCommittable().number()))
            .toList();
    for (CommitRequest<ArchiveCommit> request : ordered) {
      if (commit(request.getCommittable()).skipped()) {
        LOG.info("Committed before [commit={}]", request.getCommittable().number());
        request.signalAlreadyCommitted();
      }
    }
  }

  private Commit commit(ArchiveCommit commit) {
    millis = commit.millis();
    if (lake == null) {
      lake = new ArchiveLake(options, () -> millis);
    }
    dev.tidemark.lake.CommitRequest change =
        dev.tidemark.lake.CommitRequest.of("STREAM")
            .with(numbered(commit))
            .with("run", commit.run())
            .with("commit", Long.toString(commit.number()));
    for (Map.Entry<String, Long> position : commit.after().entrySet()) {
      long before = commit.before().getOrDefault(position.getKey(), -1L);
      change = change.with(Txn.after(position.getKey(), before, position.getValue()));
    }
    Table table = table(lake, commit);
    Commit done = table.append(commit.files(), change);
    long made = table.transaction(ArchiveTxns.run(commit.run())).orElse(-1);
    if (done.skipped() && made < commit.number()) {
      throw TidemarkException.of(
              ErrorCode.CONFLICT,
              "Somebody else archives the same log",
              "the table is further than this job, by commits that are not its own",
              "Stop the other archive job; or, if this one continued from an old savepoint, start"
                  + " it anew with --replay")
          .withDetail("table", commit.files().table())
          .withDetail("run", commit.run());
    }
    return done;
  }

  private static Txn numbered(ArchiveCommit commit) {
    String name = ArchiveTxns.run(commit.run());
    return Txn.after(name, commit.number() == 1 ? -1 : commit.number() - 1, commit.number());
  }

  private static Table table(ArchiveLake lake, ArchiveCommit commit) {
    for (TableSpec spec : ArchiveLake.TABLES) {
      if (spec.name().equals(commit.files().table())) {
        return lake.table(spec);
      }
    }
    throw new IllegalStateException("no table of the archive: " + commit.files().table());
  }

  @Override
  public void close() {
    if (lake != null) {
      lake.close();
      lake = null;
    }
  }
}

package dev.tidemark.transform.lake;

import dev.tidemark.lake.Reading;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A lake in memory, so that many seeds can be tried. Fails commits on request. */
public final class FakeLake implements TableStore {
  private final Map<String, FakeTable> tables = new TreeMap<>();
  private int commitsUntilKilled = Integer.MAX_VALUE;

  /** The commit thrown away, with the work that led to it. */
  public static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** After so many more commits, the next one and all later ones fail with {@link Killed}. */
  public void killAfterCommits(int commits) {
    commitsUntilKilled = commits;
  }

  public void revive() {
    commitsUntilKilled = Integer.MAX_VALUE;
  }

  void commit() {
    if (commitsUntilKilled <= 0) {
      throw new Killed();
    }
    commitsUntilKilled--;
  }

  @Override
  public synchronized Table create(TableSpec spec) {
    return tables.computeIfAbsent(spec.name().toString(), name -> new FakeTable(this, spec));
  }

  @Override
  public synchronized Optional<Table> find(TableName name) {
    return Optional.ofNullable(tables.get(name.toString()));
  }

  @Override
  public synchronized List<TableName> list() {
    return tables.values().stream().map(FakeTable::name).toList();
  }

  @Override
  public Scan sql(String select, Reading reading) {
    throw new UnsupportedOperationException("no SQL here");
  }

  @Override
  public Scan sql(String select, Map<String, Snapshot> views) {
    throw new UnsupportedOperationException("no SQL here");
  }

  @Override
  public void close() {}
}

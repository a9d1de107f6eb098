package dev.tidemark.lake.delta;

import dev.tidemark.lake.TableSchema;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table at one version: its definition, live files and stored numbers. Immutable. */
public final class TableState {
  private final long version;
  private final long timestamp;
  private final Action.Protocol protocol;
  private final Action.TableMetadata metadata;
  private final DeltaSchema schema;
  private final Map<String, DataFile> files;
  private final NavigableMap<String, Long> txns;

  private TableState(
      long version,
      long timestamp,
      Action.Protocol protocol,
      Action.TableMetadata metadata,
      DeltaSchema schema,
      Map<String, DataFile> files,
      NavigableMap<String, Long> txns) {
    this.version = version;
    this.timestamp = timestamp;
    this.protocol = protocol;
    this.metadata = metadata;
    this.schema = schema;
    this.files = files;
    this.txns = txns;
  }

  /** The state after the actions of a version, starting from {@code base} or from nothing. */
  static TableState of(
      @Nullable TableState base, long version, long timestamp, Iterable<Action> actions) {
    Action.Protocol protocol = base == null ? null : base.protocol;
    Action.TableMetadata metadata = base == null ? null : base.metadata;
    Map<String, DataFile> files =
        base == null ? new LinkedHashMap<>() : new LinkedHashMap<>(base.files);
    NavigableMap<String, Long> txns = base == null ? new TreeMap<>() : new TreeMap<>(base.txns);
    for (Action action : actions) {
      switch (action) {
        case Action.Add add -> files.put(add.file().key(), add.file());
        case Action.Remove remove -> files.remove(remove.file().key());
        case Action.SetTxn txn -> txns.put(txn.appId(), txn.version());
        case Action.TableMetadata next -> metadata = next;
        case Action.Protocol next -> protocol = next;
        case Action.CommitInfo info -> timestamp = info.millis();
        case Action.Other other -> {}
      }
    }
    if (protocol == null || metadata == null) {
      throw new IllegalArgumentException("a log without protocol or metadata");
    }
    DeltaSchema schema =
        base != null && base.metadata.equals(metadata) ? base.schema : DeltaSchema.parse(metadata);
    return new TableState(version, timestamp, protocol, metadata, schema, files, txns);
  }

  public long version() {
    return version;
  }

  /** When the version was committed, in milliseconds since the epoch. */
  public long timestamp() {
    return timestamp;
  }

  public Action.Protocol protocol() {
    return protocol;
  }

  public Action.TableMetadata metadata() {
    return metadata;
  }

  public TableSchema schema() {
    return schema.schema();
  }

  public DeltaSchema deltaSchema() {
    return schema;
  }

  public List<String> partitionColumns() {
    return metadata.partitionColumns();
  }

  public Collection<DataFile> files() {
    return Collections.unmodifiableCollection(files.values());
  }

  /** True while that very file, with the same deletions, is live. */
  public boolean has(DataFile file) {
    return files.containsKey(file.key());
  }

  public NavigableMap<String, Long> txns() {
    return Collections.unmodifiableNavigableMap(txns);
  }

  public String property(String key, String otherwise) {
    return metadata.configuration().getOrDefault(key, otherwise);
  }
}

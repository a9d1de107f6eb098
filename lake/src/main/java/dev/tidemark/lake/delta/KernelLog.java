package dev.tidemark.lake.delta;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.internal.json.JsonUtils;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.CheckpointAlreadyExistsException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.exceptions.UnsupportedProtocolVersionException;
import io.delta.kernel.exceptions.UnsupportedTableFeatureException;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.deletionvectors.DeletionVectorUtils;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one place that calls Delta Kernel: whole snapshots, time travel, checkpoints and deletion
 * vectors. It reaches into Kernel's internal classes, so the version is pinned.
 */
final class KernelLog {
  private final Path table;
  private final String location;
  private final Engine engine;

  KernelLog(Path table, boolean durable) {
    this.table = table;
    this.location = table.toAbsolutePath().normalize().toString();
    this.engine = DefaultEngine.create(new NioFileIO(durable));
  }

  TableState latest() {
    return call(() -> load(TableManager.loadSnapshot(location).build(engine)));
  }

  TableState version(long version) {
    return call(() -> load(TableManager.loadSnapshot(location).atVersion(version).build(engine)));
  }

  TableState at(long millis) {
    return call(
        () -> {
          Snapshot latest = TableManager.loadSnapshot(location).build(engine);
          return load(
              TableManager.loadSnapshot(location).atTimestamp(millis, latest).build(engine));
        });
  }

  /** Writes a checkpoint of the version, unless there is one. */
  void checkpoint(long version) {
    call(
        () -> {
          try {
            TableManager.loadSnapshot(location)
                .atVersion(version)
                .build(engine)
                .writeCheckpoint(engine);
          } catch (CheckpointAlreadyExistsException e) {
            // another process was first; its checkpoint says the same
          }
          return version;
        });
  }

  /** Row numbers deleted from a file, ascending. */
  long[] deletedRows(DeletionVector vector) {
    DeletionVectorDescriptor descriptor =
        new DeletionVectorDescriptor(
            vector.storageType(),
            vector.pathOrInline(),
            Optional.ofNullable(vector.offset()),
            vector.sizeInBytes(),
            vector.cardinality());
    return call(
        () -> DeletionVectorUtils.loadNewDvAndBitmap(engine, location, descriptor)._2.toArray());
  }

  private TableState load(Snapshot snapshot) throws IOException {
    List<Action> actions = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> batches =
        snapshot.getCreateCheckpointIterator(engine)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            actions.add(ActionCodec.parse(JsonUtils.rowToJson(rows.next())));
          }
        }
      }
    }
    return TableState.of(null, snapshot.getVersion(), snapshot.getTimestamp(engine), actions);
  }

  private interface Call<T> {
    T run() throws IOException;
  }

  private <T> T call(Call<T> call) {
    try {
      return call.run();
    } catch (TidemarkException e) {
      throw e;
    } catch (TableNotFoundException e) {
      throw TidemarkException.of(
              ErrorCode.NOT_FOUND,
              "No such table",
              "there is no Delta log",
              "list the tables, or run the step that writes it",
              e)
          .withDetail("path", table);
    } catch (UnsupportedTableFeatureException | UnsupportedProtocolVersionException e) {
      throw TidemarkException.of(
              ErrorCode.UNSUPPORTED,
              "The table cannot be read here",
              String.valueOf(e.getMessage()),
              "rewrite it without these features, or use the program that wrote it",
              e)
          .withDetail("path", table);
    } catch (IOException e) {
      throw IoFailures.of("Cannot read the table's log", table, e);
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private TidemarkException failed(RuntimeException e) {
    if (IoFailures.isDiskFull(e)) {
      return IoFailures.of("Cannot write the table's log", table, e);
    }
    String message = String.valueOf(e.getMessage());
    boolean travel =
        e instanceof KernelException
            && (message.contains("time travel")
                || message.contains("Cannot load table version")
                || message.contains("timestamp"));
    if (travel) {
      return TidemarkException.of(
              ErrorCode.NOT_FOUND,
              "No such version",
              message,
              "read one of the versions of the table's history",
              e)
          .withDetail("path", table);
    }
    return LogDirectory.corrupt(table.resolve("_delta_log"), message, e);
  }
}

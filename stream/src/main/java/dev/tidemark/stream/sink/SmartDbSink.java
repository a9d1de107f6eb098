package dev.tidemark.stream.sink;

import dev.tidemark.stream.fold.LiveRow;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes rows to the Smart-DB. Whatever was told before a checkpoint is committed there, or part of
 * it; after a failure rows are written again, which changes nothing.
 */
public final class SmartDbSink
    implements Sink<LiveRow>, SupportsWriterState<LiveRow, List<LiveRow>> {
  private static final long serialVersionUID = 1;

  private final SmartDbAddress address;
  private final Duration flush;

  /**
   * @param flush batches begin so long after one another, unless one is full
   */
  public SmartDbSink(SmartDbAddress address, Duration flush) {
    this.address = address;
    this.flush = flush;
  }

  @Override
  public SmartDbWriter createWriter(WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  @Override
  public SmartDbWriter restoreWriter(
      WriterInitContext context, Collection<List<LiveRow>> restored) {
    List<LiveRow> rows = restored.stream().flatMap(List::stream).toList();
    return new SmartDbWriter(new SmartDbBatches(address.connections()), flush, rows, context);
  }

  @Override
  public SimpleVersionedSerializer<List<LiveRow>> getWriterStateSerializer() {
    return new LiveRowsSerializer();
  }
}

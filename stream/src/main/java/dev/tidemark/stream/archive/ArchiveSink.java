package dev.tidemark.stream.archive;

import dev.tidemark.stream.event.MarketEvent;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Trades and quotes into the bronze tables, exactly once. Rows are in files on the disk before the
 * checkpoint they belong to is complete, and become visible after it, one commit per table; the
 * commit's transaction ids make repeating it harmless and tell when somebody else wrote.
 *
 * <p>Runs as one subtask: a table has one writer.
 */
class ArchiveSink
    implements Sink<MarketEvent>,
        SupportsCommitter<ArchiveCommit>,
        SupportsWriterState<MarketEvent, ArchiveState> {
  private final ArchiveOptions options;

  ArchiveSink(ArchiveOptions options) {
    this.options = options;
  }

  ArchiveOptions options() {
    return options;
  }

  @Override
  public ArchiveWriter createWriter(WriterInitContext context) {
    return ArchiveWriter.fresh(options, context.getProcessingTimeService());
  }

  @Override
  public StatefulSinkWriter<MarketEvent, ArchiveState> restoreWriter(
      WriterInitContext context, Collection<ArchiveState> states) {
    return states.isEmpty()
        ? createWriter(context)
        : ArchiveWriter.restored(
            options, context.getProcessingTimeService(), List.copyOf(states).getFirst());
  }

  @Override
  public Committer<ArchiveCommit> createCommitter(CommitterInitContext context) {
    return new ArchiveCommitter(options);
  }

  @Override
  public SimpleVersionedSerializer<ArchiveCommit> getCommittableSerializer() {
    return ArchiveCodec.commits();
  }

  @Override
  public SimpleVersionedSerializer<ArchiveState> getWriterStateSerializer() {
    return ArchiveCodec.states();
  }
}

package dev.tidemark.stream.sink;

import dev.tidemark.stream.fold.LiveRow;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes rows to the Smart-DB. Whatever a checkpoint holds is committed there before; after a
 * failure rows are written again, which changes nothing.
 */
public final class SmartDbSink implements Sink<LiveRow> {
  private static final long serialVersionUID = 1;

  private final SmartDbAddress address;
  private final Duration flush;

  /**
   * @param flush rows wait at most so long before they are sent
   */
  public SmartDbSink(SmartDbAddress address, Duration flush) {
    this.address = address;
    this.flush = flush;
  }

  @Override
  public SinkWriter<LiveRow> createWriter(WriterInitContext context) {
    return new SmartDbWriter(new SmartDbBatches(address.connections()), flush, context);
  }
}

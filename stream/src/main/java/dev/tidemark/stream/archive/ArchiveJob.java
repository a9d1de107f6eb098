package dev.tidemark.stream.archive;

import dev.tidemark.stream.event.MarketEvent;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The archive's topology. */
public final class ArchiveJob {
  public static final String NAME = "archive";

  private ArchiveJob() {}

  /** Archives these records; each needs its position in the log. */
  static void attach(DataStream<MarketEvent> records, ArchiveSink sink, long graceNanos) {
    records
        .keyBy(Repeats::keyOf)
        .process(new Repeats(graceNanos))
        .uid("archive-repeats")
        .name("repeats")
        .returns(MarketEvent.class)
        .sinkTo(sink)
        .setParallelism(1)
        .uid("archive-lake")
        .name("lake");
  }
}

package dev.tidemark.stream.archive;

import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.fold.Decoding;
import dev.tidemark.stream.fold.HeartbeatWatermarks;
import dev.tidemark.stream.fold.RawRecord;
import dev.tidemark.stream.fold.RawRecords;
import dev.tidemark.stream.fold.SeriesStreams;
import dev.tidemark.stream.job.StreamOptions;
import dev.tidemark.stream.topic.Topic;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The archive job: trades and quotes of the log into the lake's bronze tables, each exactly once,
 * with one commit per table and checkpoint. Records that cannot be read are left to the live job,
 * which makes dead letters of them.
 */
public final class ArchiveJob {
  public static final String NAME = "archive";

  /** State is cut into so many parts; fixed, so that the number of subtasks may change. */
  private static final int STATE_PARTS = 128;

  private ArchiveJob() {}

  /**
   * Adds the operators; the only topology there is, in this process and on a cluster.
   *
   * @throws dev.tidemark.core.error.TidemarkException UNAVAILABLE when Kafka does not answer,
   *     PRECONDITION_FAILED when there is no checkpoint to continue from and the tables have rows
   *     of an earlier run, unless {@link ArchiveOptions#start} says how
   */
  public static void build(
      StreamExecutionEnvironment environment, StreamOptions options, ArchiveOptions archive) {
    if (environment.getConfiguration().get(StateRecoveryOptions.SAVEPOINT_PATH) == null) {
      try (ArchiveLake lake = new ArchiveLake(archive, () -> 0)) {
        archive.checkStart(lake.stored());
      }
    }
    environment.setMaxParallelism(STATE_PARTS);
    DataStream<MarketEvent> records =
        environment
            .fromSource(
                source(options, archive.start()), HeartbeatWatermarks.strategy(), "market records")
            .uid("archive-source")
            .process(new Decoding(options), TypeInformation.of(MarketEvent.class))
            .name("decode")
            .uid("archive-decode");
    ArchiveOptions located = archive.withLogIds(LogIds.of(options.bootstrap()));
    attach(records, new ArchiveSink(located), options.grace().toNanos());
  }

  /** Archives these records; each needs its position in the log. */
  static void attach(DataStream<MarketEvent> records, ArchiveSink sink, long graceNanos) {
    SeriesStreams.keyed(records, Repeats::keyOf, records.getExecutionEnvironment().getParallelism())
        .process(new Repeats(graceNanos), TypeInformation.of(MarketEvent.class))
        .name("repeats")
        // "archive-repeats" had an entry for each id: its state is refused, not read as another.
        .uid("archive-ids")
        .sinkTo(sink)
        .setParallelism(1)
        .name("lake")
        .uid("archive-lake");
  }

  private static KafkaSource<RawRecord> source(StreamOptions options, ArchiveStart start) {
    return KafkaSource.<RawRecord>builder()
        .setBootstrapServers(options.bootstrap())
        .setTopics(Topic.TRADES.topicName(), Topic.QUOTES.topicName())
        .setGroupId("tidemark-" + NAME)
        .setStartingOffsets(
            start == ArchiveStart.FROM_NOW
                ? OffsetsInitializer.latest()
                : OffsetsInitializer.earliest())
        .setDeserializer(new RawRecords())
        .setProperty("isolation.level", "read_committed")
        .setProperty("partition.discovery.interval.ms", "-1")
        // Nobody waits for the lake: it reads in large pieces, seldom.
        .setProperty("fetch.max.wait.ms", "500")
        .setProperty("fetch.min.bytes", Integer.toString(1 << 20))
        .build();
  }
}

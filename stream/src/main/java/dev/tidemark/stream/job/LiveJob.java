package dev.tidemark.stream.job;

import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.fold.Decoding;
import dev.tidemark.stream.fold.FoldOperator;
import dev.tidemark.stream.fold.HeartbeatWatermarks;
import dev.tidemark.stream.fold.Letter;
import dev.tidemark.stream.fold.LiveRow;
import dev.tidemark.stream.fold.RawRecord;
import dev.tidemark.stream.fold.RawRecords;
import dev.tidemark.stream.fold.SeriesStreams;
import dev.tidemark.stream.sink.LetterRecords;
import dev.tidemark.stream.sink.ResultRecords;
import dev.tidemark.stream.sink.SmartDbAddress;
import dev.tidemark.stream.sink.SmartDbSink;
import dev.tidemark.stream.topic.Topic;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The live job: from trades and quotes in their topics to rows, bars, features and alerts. Delivery
 * is at least once and everything delivered has a name that stays the same, so whoever takes it
 * sees the effect of once.
 */
public final class LiveJob {
  public static final String NAME = "live";

  /** State is cut into so many parts; fixed, so that the number of subtasks may change. */
  private static final int STATE_PARTS = 128;

  private static final int LARGEST_REQUEST = 18 << 20;

  private LiveJob() {}

  /** Adds the operators; the only topology there is, in this process and on a cluster. */
  public static void build(StreamExecutionEnvironment environment, StreamOptions options) {
    environment.setMaxParallelism(STATE_PARTS);
    int readers =
        Math.min(
            options.parallelism(), Math.min(Topic.TRADES.partitions(), Topic.QUOTES.partitions()));

    SingleOutputStreamOperator<MarketEvent> records =
        environment
            .fromSource(source(options), HeartbeatWatermarks.strategy(), "market records")
            .uid("live-source")
            .setParallelism(readers)
            .process(new Decoding(options), TypeInformation.of(MarketEvent.class))
            .name("decode")
            .uid("live-decode")
            .setParallelism(readers);

    SingleOutputStreamOperator<LiveRow> rows =
        SeriesStreams.keyed(records, MarketEvent::seriesKey, options.parallelism())
            .transform("fold", TypeInformation.of(LiveRow.class), new FoldOperator(options))
            // "live-fold" had an entry for each id: its state is refused, not read as another.
            .uid("live-folds");

    SmartDbAddress smartDb = options.smartDb();
    if (smartDb != null) {
      rows.sinkTo(new SmartDbSink(smartDb, options.flush())).name("smart-db").uid("live-smart-db");
    }

    rows.sinkTo(kafka(options, new ResultRecords(options.registry())))
        .name("results")
        .uid("live-results");

    DataStream<Letter> letters =
        records.getSideOutput(Decoding.LETTERS).union(rows.getSideOutput(Decoding.LETTERS));
    letters
        .sinkTo(kafka(options, new LetterRecords(NAME)))
        .name("dead letters")
        .uid("live-dead-letters")
        .setParallelism(1);
  }

  private static <T> KafkaSink<T> kafka(
      StreamOptions options, KafkaRecordSerializationSchema<T> records) {
    return KafkaSink.<T>builder()
        .setBootstrapServers(options.bootstrap())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setKafkaProducerConfig(producer())
        .setRecordSerializer(records)
        .build();
  }

  private static KafkaSource<RawRecord> source(StreamOptions options) {
    return KafkaSource.<RawRecord>builder()
        .setBootstrapServers(options.bootstrap())
        .setTopics(Topic.TRADES.topicName(), Topic.QUOTES.topicName())
        .setGroupId("tidemark-" + NAME)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new RawRecords())
        .setProperty("isolation.level", "read_committed")
        .setProperty("partition.discovery.interval.ms", "-1")
        .setProperty("fetch.max.wait.ms", "100")
        .build();
  }

  private static Properties producer() {
    Properties settings = new Properties();
    settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    settings.setProperty(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    // A dead letter is as large as the largest record the log takes, and some.
    settings.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(LARGEST_REQUEST));
    settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "5");
    settings.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    return settings;
  }
}

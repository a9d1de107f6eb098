package dev.tidemark.stream.fold;

import dev.tidemark.stream.codec.MarketDecoder;
import dev.tidemark.stream.codec.RefusedRecordException;
import dev.tidemark.stream.deadletter.LetterReason;
import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.job.JobCounters;
import dev.tidemark.stream.job.StreamOptions;
import dev.tidemark.stream.registry.HttpRegistry;
import dev.tidemark.stream.topic.Topic;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Makes market records of raw ones and stamps each with the last heartbeat of its partition. What
 * cannot be a record goes to the dead letters, judged by the record and its partition alone. When
 * the registry does not answer the job starts again and asks again: nothing is lost.
 */
public final class Decoding extends ProcessFunction<RawRecord, MarketEvent>
    implements CheckpointedFunction {
  public static final OutputTag<Letter> LETTERS =
      new OutputTag<>("letters", TypeInformation.of(Letter.class));

  private static final long serialVersionUID = 1;

  private final StreamOptions options;

  private transient @Nullable ListState<Tuple2<String, Long>> kept;
  private transient @Nullable PartitionClocks clocks;
  private transient @Nullable Map<Topic, MarketDecoder> decoders;
  private transient @Nullable JobCounters counters;
  private transient @Nullable HttpRegistry registry;

  public Decoding(StreamOptions options) {
    this.options = options;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    // Whoever reads a partition after a restart needs its clock: all subtasks get all of them.
    ListState<Tuple2<String, Long>> state =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("clocks", Types.TUPLE(Types.STRING, Types.LONG)));
    PartitionClocks restored = new PartitionClocks();
    for (Tuple2<String, Long> clock : state.get()) {
      restored.tell(clock.f0, clock.f1);
    }
    kept = state;
    clocks = restored;
  }

  @Override
  public void open(OpenContext context) {
    HttpRegistry asked = new HttpRegistry(URI.create(options.registry()));
    registry = asked;
    decoders =
        Map.of(
            Topic.TRADES, new MarketDecoder(Topic.TRADES, asked),
            Topic.QUOTES, new MarketDecoder(Topic.QUOTES, asked));
    counters = new JobCounters(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(RawRecord raw, Context context, Collector<MarketEvent> out) {
    PartitionClocks told = Objects.requireNonNull(clocks);
    if (raw.isHeartbeat()) {
      told.tell(raw.topic, raw.partition, raw.heartbeatNanos);
      return;
    }
    JobCounters count = Objects.requireNonNull(counters);
    count.record();
    try {
      out.collect(decode(raw, told.get(raw.topic, raw.partition)));
    } catch (RefusedRecordException refused) {
      count.dead(refused.reason());
      context.output(LETTERS, Letter.of(raw, refused));
    }
  }

  private MarketEvent decode(RawRecord raw, long clock) throws RefusedRecordException {
    byte[] value = raw.value;
    if (value == null) {
      throw new RefusedRecordException(LetterReason.BAD_MAGIC, "there is no value");
    }
    byte[] key = raw.key;
    if (key == null) {
      throw new RefusedRecordException(LetterReason.BAD_KEY, "there is no key");
    }
    Topic topic = Topic.find(raw.topic).orElseThrow();
    MarketEvent event = new MarketEvent();
    Objects.requireNonNull(Objects.requireNonNull(decoders).get(topic)).decode(key, value, event);
    RecordTimes.check(event, clock, raw.appendedMillis);
    SeriesNames.check(event);
    event.clockNanos = clock;
    event.topic = raw.topic;
    event.partition = raw.partition;
    event.offset = raw.offset;
    event.appendedMillis = raw.appendedMillis;
    event.rawKey = key;
    event.rawValue = value;
    return event;
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    ListState<Tuple2<String, Long>> state = Objects.requireNonNull(kept);
    List<Tuple2<String, Long>> told = new ArrayList<>();
    Objects.requireNonNull(clocks).forEach((name, nanos) -> told.add(Tuple2.of(name, nanos)));
    state.update(told);
  }
}

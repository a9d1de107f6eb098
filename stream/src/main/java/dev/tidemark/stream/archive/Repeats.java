package dev.tidemark.stream.archive;

import dev.tidemark.core.live.IdIndex;
import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.fold.KeyedIds;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets each record pass once: a trade by its id and version, a quote by its time and number. Of
 * several the first counts. Keyed by {@link #keyOf}, so what is remembered of an hour is forgotten
 * as a whole, when everything that may still tell of it is too late to be archived.
 *
 * <p>Too late, by the record alone, is what became known more than the grace and an hour after it
 * happened: the live job sets it aside, and so is it here.
 */
final class Repeats extends KeyedProcessFunction<String, MarketEvent, MarketEvent> {
  private static final long HOUR_NANOS = 3_600_000_000_000L;
  private static final long MILLI_NANOS = 1_000_000L;
  private static final int MOST_RECENT = 1_000;

  /** The index has no pages here: where an id is when it was told. */
  private static final long TOLD = 0;

  private final long graceNanos;
  private transient KeyedIds told;

  /** Of keys told about lately; every entry is stored at once. */
  private transient Map<String, IdIndex> recent;

  private transient ValueState<Long> forgetting;
  private transient Counter archived;
  private transient Counter repeated;
  private transient Counter late;

  Repeats(long graceNanos) {
    this.graceNanos = graceNanos + HOUR_NANOS;
  }

  /** One hour of a series. */
  static String keyOf(MarketEvent record) {
    return (record.kind == MarketEvent.TRADE ? "t" : "q")
        + Math.floorDiv(record.tsNanos, HOUR_NANOS)
        + '/'
        + record.seriesKey();
  }

  private static byte[] identity(MarketEvent record) {
    String text =
        record.kind == MarketEvent.TRADE
            ? record.version + "/" + record.tradeId
            : record.tsNanos + "/" + record.seq;
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void open(OpenContext context) {
    told = new KeyedIds(getRuntimeContext().getMapState(KeyedIds.STATE));
    recent = new Recent();
    forgetting = getRuntimeContext().getState(new ValueStateDescriptor<>("forgetting", Types.LONG));
    var metrics = getRuntimeContext().getMetricGroup().addGroup("tidemark");
    archived = metrics.counter("archived", new SimpleCounter());
    repeated = metrics.counter("repeated", new SimpleCounter());
    late = metrics.counter("late", new SimpleCounter());
  }

  @Override
  public void processElement(MarketEvent record, Context context, Collector<MarketEvent> out)
      throws Exception {
    if (record.knownNanos - record.tsNanos > graceNanos) {
      late.inc();
      return;
    }
    String key = context.getCurrentKey();
    IdIndex ids = recent.get(key);
    if (ids == null) {
      ids = new IdIndex(told);
      recent.put(key, ids);
      forgetInTime(record, context);
    }
    byte[] identity = identity(record);
    if (ids.pageOf(identity) == TOLD) {
      repeated.inc();
      return;
    }
    ids.put(identity, 0, identity.length, TOLD);
    ids.flush();
    archived.inc();
    out.collect(record);
  }

  private void forgetInTime(MarketEvent record, Context context) throws Exception {
    if (forgetting.value() == null) {
      long end = (Math.floorDiv(record.tsNanos, HOUR_NANOS) + 1) * HOUR_NANOS;
      // Told of the past, as replays do, an hour lives as long as any other.
      long from =
          Math.max(end / MILLI_NANOS, Math.max(0, context.timerService().currentWatermark()));
      long at = from + graceNanos / MILLI_NANOS + 1;
      forgetting.update(at);
      context.timerService().registerEventTimeTimer(at);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<MarketEvent> out) {
    recent.remove(context.getCurrentKey());
    told.clear();
    forgetting.clear();
  }

  private static final class Recent extends LinkedHashMap<String, IdIndex> {
    private static final long serialVersionUID = 1;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, IdIndex> eldest) {
      return size() > MOST_RECENT;
    }
  }
}

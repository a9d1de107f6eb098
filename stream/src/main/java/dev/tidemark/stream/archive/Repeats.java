package dev.tidemark.stream.archive;

import dev.tidemark.stream.event.MarketEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
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

  private final long graceNanos;
  private transient MapState<String, Boolean> told;
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

  private static String identity(MarketEvent record) {
    return record.kind == MarketEvent.TRADE
        ? record.version + "/" + record.tradeId
        : record.tsNanos + "/" + record.seq;
  }

  @Override
  public void open(OpenContext context) {
    told =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("told", Types.STRING, Types.BOOLEAN));
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
    String identity = identity(record);
    if (told.contains(identity)) {
      repeated.inc();
      return;
    }
    told.put(identity, true);
    if (forgetting.value() == null) {
      long end = (Math.floorDiv(record.tsNanos, HOUR_NANOS) + 1) * HOUR_NANOS;
      // Told of the past, as replays do, an hour lives as long as any other.
      long from =
          Math.max(end / MILLI_NANOS, Math.max(0, context.timerService().currentWatermark()));
      long at = from + graceNanos / MILLI_NANOS + 1;
      forgetting.update(at);
      context.timerService().registerEventTimeTimer(at);
    }
    archived.inc();
    out.collect(record);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<MarketEvent> out) {
    told.clear();
    forgetting.clear();
  }
}

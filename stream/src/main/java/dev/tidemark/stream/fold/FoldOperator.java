package dev.tidemark.stream.fold;

import dev.tidemark.core.live.InstrumentFold;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.stream.deadletter.LetterReason;
import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.job.JobCounters;
import dev.tidemark.stream.job.StreamOptions;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs the fold of every series. Folds of series that are told about live on the heap; those that
 * changed are written into the state before each checkpoint, and those not told about for longest
 * when the heap they may take is used up. Timers run in the time of heartbeats and tell a fold what
 * the next record would tell it anyway, so nothing depends on when they fire.
 */
public final class FoldOperator extends AbstractStreamOperator<LiveRow>
    implements OneInputStreamOperator<MarketEvent, LiveRow>, Triggerable<String, VoidNamespace> {
  private static final long serialVersionUID = 1;
  private static final String SERIES = "series";
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final StreamOptions options;

  private transient @Nullable ValueState<byte[]> headers;
  private transient @Nullable KeyedFoldStore store;
  private transient @Nullable InternalTimerService<VoidNamespace> timers;
  private transient @Nullable FoldRows rows;
  private transient @Nullable JobCounters counters;

  /** Least recently used first. */
  private transient @Nullable LinkedHashMap<String, ActiveFold> active;

  /** One for all series: a calendar remembers the sessions it was asked for. */
  private transient @Nullable Map<CalendarId, TradingCalendar> calendars;

  private transient long heapBytes;
  private transient long mostBytes;
  private transient int series;

  public FoldOperator(StreamOptions options) {
    this.options = options;
  }

  @Override
  public void open() throws Exception {
    super.open();
    ValueStateDescriptor<byte[]> descriptor =
        new ValueStateDescriptor<>(SERIES, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    headers = getKeyedStateStore().getState(descriptor);
    store = new KeyedFoldStore(getKeyedStateStore());
    timers = getInternalTimerService("deadlines", VoidNamespaceSerializer.INSTANCE, this);
    counters = new JobCounters(getMetricGroup());
    rows = new FoldRows(output, counters);
    active = new LinkedHashMap<>(16, 0.75f, true);
    calendars = new EnumMap<>(CalendarId.class);
    heapBytes = 0;
    mostBytes = options.foldBytes(Runtime.getRuntime().maxMemory());
    try (Stream<Object> keys = getKeyedStateBackend().getKeys(SERIES, VoidNamespace.INSTANCE)) {
      series = Math.toIntExact(keys.count());
    }
  }

  @Override
  public void processElement(StreamRecord<MarketEvent> element) throws Exception {
    MarketEvent event = element.getValue();
    FoldRows out = Objects.requireNonNull(rows);
    ActiveFold fold = fold(event);
    if (fold == null) {
      out.refuse(event, LetterReason.TOO_MANY_SERIES, "there are " + series + " series");
      return;
    }
    if (!fold.header().fits(event)) {
      out.refuse(
          event,
          LetterReason.UNKNOWN_CALENDAR,
          "the series began with calendar " + fold.header().calendar());
      return;
    }
    fold.take(event, out);
    settle(fold);
    makeRoom(fold);
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    ActiveFold fold = Objects.requireNonNull(reopened(timer.getKey()), timer.getKey());
    fold.clock(timer.getTimestamp() * NANOS_PER_MILLI, Objects.requireNonNull(rows));
    fold.timerFired(timer.getTimestamp());
    settle(fold);
    makeRoom(fold);
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("There are no timers of processing time");
  }

  /** Everything that changed goes into the state, which is copied next. */
  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
    super.prepareSnapshotPreBarrier(checkpoint);
    for (Map.Entry<String, ActiveFold> entry : folds().entrySet()) {
      if (entry.getValue().isDirty()) {
        setCurrentKey(entry.getKey());
        putAside(entry.getValue());
      }
    }
  }

  private @Nullable ActiveFold fold(MarketEvent event) throws Exception {
    String key = (String) getCurrentKey();
    ActiveFold known = reopened(key);
    if (known != null) {
      return known;
    }
    if (series >= options.series()) {
      return null;
    }
    SeriesHeader header = SeriesHeader.of(event);
    Objects.requireNonNull(headers).update(header.bytes());
    series++;
    Objects.requireNonNull(counters).count("series");
    // A key of which nothing was told has no state: not worth asking, when there are many.
    KeyedFoldStore kept = Objects.requireNonNull(store);
    kept.treatAsEmpty(true);
    try {
      return open(key, header);
    } finally {
      kept.treatAsEmpty(false);
    }
  }

  /** The fold of the current key; null when nothing was told of it yet. */
  private @Nullable ActiveFold reopened(String key) throws Exception {
    ActiveFold known = folds().get(key);
    if (known != null) {
      return known;
    }
    byte[] header = Objects.requireNonNull(headers).value();
    return header == null ? null : open(key, SeriesHeader.read(header));
  }

  private ActiveFold open(String key, SeriesHeader header) {
    InstrumentFold fold =
        InstrumentFold.open(
            key,
            header.rules(Objects.requireNonNull(calendars)),
            options.lateness(),
            Objects.requireNonNull(store));
    ActiveFold opened = new ActiveFold(header, fold);
    folds().put(key, opened);
    return opened;
  }

  /** Keeps count of what the fold takes, and has it told when it has something to close. */
  private void settle(ActiveFold fold) {
    heapBytes += fold.grownMeanwhile();
    long deadline = fold.newDeadlineMillis();
    if (deadline != ActiveFold.NO_DEADLINE) {
      Objects.requireNonNull(timers).registerEventTimeTimer(VoidNamespace.INSTANCE, deadline);
    }
  }

  private void makeRoom(ActiveFold current) throws Exception {
    if (heapBytes <= mostBytes) {
      return;
    }
    Object key = getCurrentKey();
    var eldest = folds().entrySet().iterator();
    while (heapBytes > mostBytes && eldest.hasNext()) {
      Map.Entry<String, ActiveFold> entry = eldest.next();
      ActiveFold fold = entry.getValue();
      if (fold == current) {
        break;
      }
      if (fold.isDirty()) {
        setCurrentKey(entry.getKey());
        putAside(fold);
      }
      heapBytes -= fold.bytes();
      eldest.remove();
      Objects.requireNonNull(counters).count("putAside");
    }
    setCurrentKey(key);
  }

  private void putAside(ActiveFold fold) throws Exception {
    fold.flush();
    heapBytes += fold.grown();
    Objects.requireNonNull(headers).update(fold.header().bytes());
  }

  private Map<String, ActiveFold> folds() {
    return Objects.requireNonNull(active);
  }
}

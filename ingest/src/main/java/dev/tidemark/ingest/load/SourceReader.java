package dev.tidemark.ingest.load;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.ingest.gate.Gate;
import dev.tidemark.ingest.gate.Verdict;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.RawReject;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.Source;
import dev.tidemark.ingest.provider.SourceDigest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.Txn;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads sources through the gate into the groups of their tables. What earlier runs consumed is
 * skipped when it is unchanged, and compared row by row with what is stored when it is not.
 */
final class SourceReader {

  private final BronzeTables tables;
  private final IngestOptions options;
  private final Selection selection;
  private final Map<String, SeriesCount> counts;
  private final List<String> sources;
  private final Function<Table, Group> groups;
  private final long nowNanos;
  private final Map<CalendarId, TradingCalendar> calendars = new EnumMap<>(CalendarId.class);

  /** Contents consumed to their end in this run; their commits come before any later one. */
  private final Set<String> consumedContents = new HashSet<>();

  private long ignored;
  private long rows;

  SourceReader(
      BronzeTables tables,
      IngestOptions options,
      Selection selection,
      Map<String, SeriesCount> counts,
      List<String> sources,
      Function<Table, Group> groups,
      long nowNanos) {
    this.tables = tables;
    this.options = options;
    this.selection = selection;
    this.counts = counts;
    this.sources = sources;
    this.groups = groups;
    this.nowNanos = nowNanos;
  }

  /** Records that were no market rows, or not final, or not asked for. */
  long ignored() {
    return ignored;
  }

  /** Rows delivered so far. */
  long rows() {
    return rows;
  }

  /** Reads one source to its end. After each batch {@code step} is run. */
  void read(Source source, Runnable step) {
    int index = sources.size();
    sources.add(source.name());
    Map<Series, SourceRun> runs = new HashMap<>();
    Prefixes prefixes = new Prefixes(source);
    try (RawReader reader = source.open()) {
      for (RawBatch batch = reader.next(); batch != null; batch = reader.next()) {
        if (!wanted(batch.series())) {
          ignored += batch.rows() + batch.rejects().size();
          continue;
        }
        if (!batch.finalRows()) {
          ignored += batch.rows();
          continue;
        }
        SourceRun run =
            runs.computeIfAbsent(batch.series(), series -> start(series, source, prefixes));
        take(batch, run, source, index);
        step.run();
      }
      ignored += reader.ignored();
    }
    runs.values().forEach(run -> finish(run, source));
  }

  /** Has the content of a source that was consumed to its end recorded, under its last rows. */
  private void finish(SourceRun run, Source source) {
    Optional<SourceDigest> digest = source.digest();
    if (digest.isEmpty()) {
      return;
    }
    String key = run.series.key();
    long sum = digest.get().sums().getOrDefault(key, 0L);
    boolean same = ((sum ^ run.hash) & Hashing.MASK) == 0;
    Table table = tables.table(run.series.type());
    if (run.copy) {
      if (!same) {
        throw changed(source);
      }
      if (run.tracked) {
        groups.apply(table).marks.put(run, run.mark());
      }
      return;
    }
    long records = digest.get().records().getOrDefault(key, 0L);
    if (!run.tracked || !same || records == 0) {
      return;
    }
    String content = Progress.content(run.series, digest.get());
    if (consumedContents.add(content) && table.transaction(content).isEmpty()) {
      run.content = Optional.of(Txn.set(content, records));
      groups.apply(table).marks.put(run, run.mark());
    }
  }

  private static TidemarkException changed(Source source) {
    return TidemarkException.of(
            ErrorCode.CONFLICT,
            "File changed while it was read",
            "its rows are not those that were found when it was examined",
            "Run again when nobody writes it")
        .withDetail("file", source.name());
  }

  private boolean wanted(Series series) {
    return selection.wants(series.type())
        && (selection.wantsAsset(series.instrument().symbol())
            || series.instrument().symbol().equals("-"));
  }

  private SourceRun start(Series series, Source source, Prefixes prefixes) {
    Table table = tables.table(series.type());
    boolean everything =
        selection.fromNanos() == Long.MIN_VALUE && selection.toNanos() == Long.MAX_VALUE;
    boolean tracked = source.sequential() && everything;
    long before = -1;
    long hash = 0;
    boolean same = false;
    if (tracked) {
      OptionalLong consumed = table.transaction(Progress.consumed(series, source.name()));
      if (consumed.isPresent()) {
        before = consumed.getAsLong();
        hash = table.transaction(Progress.hash(series, source.name())).orElse(0);
        same = prefixes.hash(series, before) == hash;
      }
    }
    TradingCalendar calendar =
        calendars.computeIfAbsent(series.instrument().calendar(), TradingCalendar::of);
    Gate gate = new Gate(series, calendar, options.delays(), nowNanos);
    boolean partly =
        source.sequential()
            && table.transaction(Progress.partial(series, source.name())).isPresent();
    boolean rowWise = !tracked || (before >= 0 && !same) || partly;
    boolean copy = source.sequential() && !partly && copy(series, source, table);
    boolean becomesPartial = source.sequential() && !everything && !partly && !copy;
    return new SourceRun(
        series, source.name(), gate, before, hash, same, rowWise, tracked, becomesPartial, copy);
  }

  /** Whether nothing was read under this name, but all of its content under another one. */
  private boolean copy(Series series, Source source, Table table) {
    Optional<SourceDigest> digest = source.digest();
    if (digest.isEmpty()
        || table.transaction(Progress.consumed(series, source.name())).isPresent()) {
      return false;
    }
    String content = Progress.content(series, digest.get());
    return consumedContents.contains(content) || table.transaction(content).isPresent();
  }

  private void take(RawBatch batch, SourceRun run, Source source, int index) {
    Group group = groups.apply(tables.table(run.series.type()));
    SeriesCount count =
        counts.computeIfAbsent(run.series.key(), key -> new SeriesCount(run.series));
    Verdict verdict = run.gate.check(batch);
    long[] hashes = run.tracked || run.copy ? Hashing.delivered(batch) : new long[0];
    BitSet skip = new BitSet();
    BitSet suspects = new BitSet();
    int outside = 0;
    int repeated = 0;
    long seen = run.seen;
    for (int i = 0; i < batch.rows(); i++) {
      long ordinal = batch.ordinals()[i];
      boolean first = ordinal > seen;
      seen = Math.max(seen, ordinal);
      if (first && run.copy) {
        run.hash += hashes[i];
        run.consumed = Math.max(run.consumed, ordinal);
      }
      if (!selection.wantsTime(batch.eventNanos()[i])) {
        skip.set(i);
        outside++;
        continue;
      }
      boolean prefix = run.samePrefix && first && ordinal <= run.before;
      if (prefix || run.copy) {
        skip.set(i);
        repeated++;
        continue;
      }
      if (first && run.tracked) {
        run.hash += hashes[i];
        run.consumed = Math.max(run.consumed, ordinal);
      }
      if (run.rowWise || !first) {
        suspects.set(i);
      }
      if (!verdict.accepted(i)) {
        reject(group, run, source, batch, verdict, i);
      }
    }
    run.seen = seen;
    int before = group.rows;
    SeriesBuffer buffer = group.buffer(run.series);
    int had = buffer.rows;
    buffer.add(batch, verdict, index, skip, suspects);
    group.rows = before + buffer.rows - had;
    for (RawReject reject : batch.rejects()) {
      boolean prefix = run.samePrefix && reject.ordinal() <= run.before;
      if (prefix) {
        repeated++;
        continue;
      }
      if ((run.tracked || run.copy) && reject.ordinal() > run.rejectsSeen) {
        run.hash += Hashing.delivered(reject);
        run.consumed = Math.max(run.consumed, reject.ordinal());
      }
      run.rejectsSeen = Math.max(run.rejectsSeen, reject.ordinal());
      if (run.copy) {
        repeated++;
        continue;
      }
      group.rejects.add(pending(run.series, source, reject));
    }
    if (!run.copy) {
      group.marks.put(run, run.mark());
    }
    count.rowsIn += batch.rows() - outside + batch.rejects().size();
    count.skipped += repeated;
    ignored += outside;
    rows += batch.rows() - outside + batch.rejects().size();
  }

  private static PendingReject pending(Series series, Source source, RawReject reject) {
    return new PendingReject(
        series,
        source.name(),
        reject.ordinal(),
        reject.reason(),
        reject.detail(),
        reject.payload(),
        source.decoderName().isEmpty() ? Decoder.canonical(series) : source.decoderName(),
        reject.instrument());
  }

  private static void reject(
      Group group, SourceRun run, Source source, RawBatch batch, Verdict verdict, int row) {
    RejectReason reason = verdict.reason(row);
    String text = batch.payload(row);
    boolean own = !source.decoderName().isEmpty();
    group.rejects.add(
        new PendingReject(
            run.series,
            source.name(),
            batch.ordinals()[row],
            reason == null ? RejectReason.MALFORMED : reason,
            "row does not pass the gate",
            own && text != null ? text : CanonicalRow.of(batch, row),
            own && text != null ? source.decoderName() : Decoder.canonical(run.series),
            run.series.instrument().symbol()));
  }
}

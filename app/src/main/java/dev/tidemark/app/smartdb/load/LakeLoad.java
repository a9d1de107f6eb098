package dev.tidemark.app.smartdb.load;

import dev.tidemark.app.smartdb.load.LoadSummary.SeriesResult;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.lake.TableStore;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.WriteResult;
import dev.tidemark.transform.progress.Instruments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * From bronze into the database: trades and quotes as told, and minutes of sources that tell no
 * ticks. Stopped at any point it is resumed by running it again; what is there already is not
 * written twice, whether it is read again or not.
 */
public final class LakeLoad {
  /**
   * How to load.
   *
   * @param origin names the lake in the progress kept
   * @param batchRows rows of a transaction
   * @param writers connections that write at the same time
   * @param again read also what was loaded whole before
   */
  public record Options(String origin, int batchRows, int writers, boolean again) {}

  private final Instruments instruments;
  private final BronzeMarket lake;
  private final LoadProgress progress;
  private final Supplier<MarketWriter> writers;
  private final List<String> preferred;
  private final Options options;
  private final LoadListener listener;
  private final AtomicLong rows = new AtomicLong();
  private final Map<SeriesName, Integer> ids = new TreeMap<>();

  /**
   * @param writers a new writer each time
   * @param preferred sources in the order in which they answer for a symbol; others come after
   */
  public LakeLoad(
      TableStore store,
      Database database,
      Supplier<MarketWriter> writers,
      List<String> preferred,
      Options options,
      LoadListener listener) {
    this.instruments = Instruments.read(store);
    this.lake = new BronzeMarket(store);
    this.progress = new LoadProgress(database, options.origin());
    this.writers = writers;
    this.preferred = List.copyOf(preferred);
    this.options = options;
    this.listener = listener;
  }

  private record Task(LakePart part, int series, boolean whole) {}

  /** Loads what is selected and not there. */
  public LoadSummary run(MarketSelection selection) {
    List<LakePart> all = lake.parts();
    SortedMap<SeriesName, Basis> bases = bases(all);
    bases.keySet().removeIf(name -> !selection.includes(name));
    ids.putAll(ids(all, bases));
    List<LakePart> wanted =
        all.stream()
            .filter(
                part ->
                    bases.containsKey(part.series())
                        && selection.overlaps(part.first(), part.table().end(part.first())))
            // Bars of a source that tells ticks are made of them.
            .filter(
                part -> part.table() != LakeTable.BARS || bases.get(part.series()) == Basis.BARS)
            .toList();
    List<Task> tasks = tasks(wanted, selection);
    Map<SeriesName, WriteResult> results = load(tasks, selection);
    List<SeriesResult> series = new ArrayList<>();
    bases.forEach(
        (name, basis) ->
            series.add(
                new SeriesResult(name, basis, results.getOrDefault(name, WriteResult.NONE))));
    return new LoadSummary(series, rows.get(), wanted.size() - tasks.size(), 0);
  }

  /** Numbers of the series selected; after {@link #run}. */
  public Collection<Integer> seriesIds() {
    return ids.values();
  }

  /** Trades come before quotes, and ticks before bars, as what a series is made of. */
  private static SortedMap<SeriesName, Basis> bases(List<LakePart> parts) {
    SortedMap<SeriesName, Basis> bases = new TreeMap<>();
    for (LakePart part : parts) {
      Basis basis =
          switch (part.table()) {
            case TRADES -> Basis.TRADES;
            case QUOTES -> Basis.QUOTES;
            case BARS -> Basis.BARS;
          };
      bases.merge(part.series(), basis, (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }
    return bases;
  }

  private Map<SeriesName, Integer> ids(List<LakePart> parts, SortedMap<SeriesName, Basis> bases) {
    Map<SeriesName, Boolean> mock = new HashMap<>();
    parts.forEach(part -> mock.merge(part.series(), part.mock(), Boolean::logicalOr));
    Map<SeriesName, Integer> found = new HashMap<>();
    try (MarketWriter writer = writers.get()) {
      bases.forEach(
          (name, basis) -> {
            Instrument instrument = instruments.get(name.symbol());
            found.put(
                name,
                writer.series(
                    new SeriesSpec(
                        instrument,
                        name.source(),
                        basis,
                        rank(name, Boolean.TRUE.equals(mock.get(name))))));
          });
    }
    return found;
  }

  /** Simulated data never answer for a symbol that has real ones. */
  private int rank(SeriesName name, boolean mock) {
    int place = preferred.indexOf(name.source());
    int rank = place >= 0 && place < SeriesSpec.DEFAULT_RANK ? place : SeriesSpec.DEFAULT_RANK;
    return mock ? SeriesSpec.DEFAULT_RANK * 10 + rank : rank;
  }

  private List<Task> tasks(List<LakePart> wanted, MarketSelection selection) {
    Map<LoadProgress.Key, Long> done = options.again() ? Map.of() : progress.read();
    Map<LakeTable, Map<Long, Set<List<Object>>>> changes = new EnumMap<>(LakeTable.class);
    List<Task> tasks = new ArrayList<>();
    for (LakePart part : wanted) {
      int series = Objects.requireNonNull(ids.get(part.series()));
      long now = lake.version(part.table());
      Long loaded = done.get(key(part, series));
      if (loaded != null
          && loaded <= now
          && (loaded == now
              || !changes
                  .computeIfAbsent(part.table(), table -> new HashMap<>())
                  .computeIfAbsent(loaded, version -> changed(part.table(), version, wanted))
                  .contains(BronzeMarket.key(part.symbol(), part.source(), part.first())))) {
        continue;
      }
      tasks.add(
          new Task(part, series, selection.covers(part.first(), part.table().end(part.first()))));
    }
    return tasks;
  }

  /** When the lake no longer has that version, every part counts as changed. */
  private Set<List<Object>> changed(LakeTable table, long version, List<LakePart> wanted) {
    try {
      return lake.addedSince(table, version);
    } catch (TidemarkException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
      Set<List<Object>> every = new HashSet<>();
      wanted.forEach(
          part -> every.add(BronzeMarket.key(part.symbol(), part.source(), part.first())));
      return every;
    }
  }

  private static LoadProgress.Key key(LakePart part, int series) {
    return new LoadProgress.Key(part.table().spec().name().toString(), series, part.first());
  }

  private Map<SeriesName, WriteResult> load(List<Task> tasks, MarketSelection selection) {
    Map<SeriesName, WriteResult> results = new TreeMap<>();
    long total = tasks.stream().mapToLong(task -> task.part().rows()).sum();
    ConcurrentLinkedQueue<Task> queue = new ConcurrentLinkedQueue<>(tasks);
    int threads = Math.max(1, Math.min(options.writers(), tasks.size()));
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(pool.submit(() -> work(queue, selection, total, results)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof TidemarkException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TidemarkException.of(
          ErrorCode.UNAVAILABLE,
          "The load was interrupted",
          "someone asked the process to stop",
          "run it again: it goes on where it was",
          e);
    } finally {
      queue.clear();
      pool.shutdownNow();
    }
    return results;
  }

  private void work(
      ConcurrentLinkedQueue<Task> queue,
      MarketSelection selection,
      long total,
      Map<SeriesName, WriteResult> results) {
    try (MarketWriter writer = writers.get()) {
      PartLoad parts =
          new PartLoad(
              lake,
              writer,
              selection,
              options.batchRows(),
              count -> listener.written(rows.addAndGet(count), total));
      for (Task task = queue.poll(); task != null; task = queue.poll()) {
        WriteResult result = parts.load(task.part(), task.series());
        if (task.whole()) {
          progress.mark(key(task.part(), task.series()), lake.version(task.part().table()));
        }
        synchronized (results) {
          results.merge(task.part().series(), result, WriteResult::plus);
        }
      }
    }
  }
}

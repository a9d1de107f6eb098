package dev.tidemark.analysis.calibrate;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Does the runs of many studies with one set of threads; outcomes are kept by their number. */
final class Runs {
  private static final long UNIT = 1_000_000;

  private final List<Study<?>> studies;
  private final Calibration.Progress progress;
  private final Map<Study<?>, List<Object>> outcomes = new IdentityHashMap<>();

  Runs(List<Study<?>> studies, Calibration.Progress progress) {
    this.studies = studies;
    this.progress = progress;
  }

  void all(int threads) {
    long total = studies.stream().mapToLong(Runs::cost).sum();
    AtomicLong done = new AtomicLong();
    List<Callable<Object>> tasks = new ArrayList<>();
    for (Study<?> study : studies) {
      for (int run = 0; run < study.runs(); run++) {
        int number = run;
        tasks.add(
            () -> {
              Object outcome = study.run(number);
              progress.at(done.addAndGet(study.cost(number)) / UNIT, total / UNIT);
              return outcome;
            });
      }
    }
    List<Object> all = execute(tasks, threads);
    int from = 0;
    for (Study<?> study : studies) {
      outcomes.put(study, all.subList(from, from + study.runs()));
      from += study.runs();
    }
  }

  /** What the runs of a study said, in order. */
  @SuppressWarnings("unchecked") // the list holds what this study's run returned
  <T> List<T> outcomes(Study<T> study) {
    return (List<T>) Objects.requireNonNull(outcomes.get(study));
  }

  <T> Section report(Study<T> study) {
    return study.report(outcomes(study));
  }

  private static long cost(Study<?> study) {
    long cost = 0;
    for (int run = 0; run < study.runs(); run++) {
      cost += study.cost(run);
    }
    return cost;
  }

  private static List<Object> execute(List<Callable<Object>> tasks, int threads) {
    List<Object> results = new ArrayList<>();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("calibrate-", 1).factory())) {
      try {
        List<Future<Object>> futures = tasks.stream().map(pool::submit).toList();
        for (Future<Object> future : futures) {
          results.add(future.get());
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted before the calibration was done", interrupted);
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof RuntimeException error) {
          throw error;
        }
        throw new IllegalStateException("a run of the calibration failed", failed.getCause());
      } finally {
        pool.shutdownNow();
      }
    }
    return results;
  }
}

package dev.tidemark.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.analysis.Execution;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CrewTest {
  @Test
  void theCallerIsOneOfTheThreads() {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    Crew.run(Execution.of(3), 10, crew -> seen.add(Thread.currentThread()));
    assertThat(seen).hasSize(3).contains(Thread.currentThread());
  }

  @Test
  void noMoreThreadsThanUnits() {
    AtomicInteger runs = new AtomicInteger();
    Crew.run(Execution.of(8), 2, crew -> runs.incrementAndGet());
    assertThat(runs).hasValue(2);
  }

  @Test
  void theFirstFailureEndsTheOthersAndIsThrown() {
    CyclicBarrier bothRun = new CyclicBarrier(2);
    AtomicInteger number = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Crew.run(
                    Execution.of(2),
                    2,
                    crew -> {
                      int mine = number.getAndIncrement();
                      await(bothRun);
                      if (mine == 1) {
                        throw new IllegalStateException("broken");
                      }
                      while (true) {
                        crew.checkpoint();
                        Thread.onSpinWait();
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
  }

  @Test
  void cancellationIsNoticedBetweenUnits() {
    AtomicInteger units = new AtomicInteger();
    Execution cancelled = new Execution(2, (phase, share) -> {}, () -> units.get() >= 5);
    assertThatThrownBy(
            () ->
                Crew.run(
                    cancelled,
                    9,
                    crew -> {
                      while (true) {
                        crew.checkpoint();
                        units.incrementAndGet();
                      }
                    }))
        .isInstanceOf(CancellationException.class);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception error) {
      throw new IllegalStateException(error);
    }
  }
}

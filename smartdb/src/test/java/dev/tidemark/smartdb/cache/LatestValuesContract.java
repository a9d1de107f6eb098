package dev.tidemark.smartdb.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every implementation does, whatever keeps the values. */
abstract class LatestValuesContract {
  static final Duration AGE = Duration.ofMinutes(10);

  /** With nothing in it. */
  abstract LatestValues values();

  /** A value that was stored long ago is not found any more. */
  abstract void theOldAreNotFound();

  @Test
  void valuesAreFoundUnderTheirNamesInTheOrderAsked() {
    LatestValues values = values();
    put(values, "EURUSD", "1");
    put(values, "BTC-USD@coinbase", "2\u0000|ä");

    assertThat(values.find(List.of("BTC-USD@coinbase", "none", "EURUSD")))
        .extracting(LatestValuesContract::text)
        .containsExactly("2\u0000|ä", "", "1");
    assertThat(values.find(List.of())).isEmpty();
  }

  @Test
  void aValueIsForgottenWhenItsNameIsInvalidatedAndOthersStay() {
    LatestValues values = values();
    put(values, "A", "1");
    put(values, "B", "2");

    values.invalidate(List.of("A", "never stored"));

    assertThat(found(values, "A")).isEmpty();
    assertThat(found(values, "B")).isEqualTo("2");
    put(values, "A", "3");
    assertThat(found(values, "A")).isEqualTo("3");
  }

  @Test
  void whatWasComputedBeforeAnInvalidationIsNotFoundThoughStoredAfterIt() {
    LatestValues values = values();
    Found before = values.find(List.of("A")).getFirst();
    values.invalidate(List.of("A"));
    values.store(Map.of("A", before.with(bytes("old"))));
    assertThat(found(values, "A")).isEmpty();

    Found beforeAll = values.find(List.of("A")).getFirst();
    values.invalidateAll();
    values.store(Map.of("A", beforeAll.with(bytes("old"))));
    assertThat(found(values, "A")).isEmpty();

    put(values, "A", "new");
    assertThat(found(values, "A")).isEqualTo("new");
  }

  @Test
  void everythingCanBeForgotten() {
    LatestValues values = values();
    IntStream.range(0, 50).forEach(i -> put(values, "S" + i, "v" + i));
    values.invalidateAll();
    assertThat(
            values.find(IntStream.range(0, 50).mapToObj(i -> "S" + i).toList()).stream()
                .filter(f -> f.value().isPresent()))
        .isEmpty();
  }

  @Test
  void valuesHaveAnEnd() {
    theOldAreNotFound();
  }

  @Test
  void manyNamesAndLargeValuesGoThroughInOneStep() {
    LatestValues values = values();
    List<String> names = IntStream.range(0, 1_000).mapToObj(i -> "S" + i).toList();
    List<Found> empty = values.find(names);
    Map<String, Found> computed = new java.util.LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      computed.put(names.get(i), empty.get(i).with(bytes(i + "x".repeat(1_000))));
    }
    values.store(computed);
    assertThat(values.find(names))
        .extracting(LatestValuesContract::text)
        .isEqualTo(IntStream.range(0, 1_000).mapToObj(i -> i + "x".repeat(1_000)).toList());
  }

  /**
   * Readers fill the cache from a "database" that a writer changes, announcing each change after
   * it. A reader that begins after an announcement never sees what was before.
   */
  @Test
  void underConcurrentWritesNobodyReadsWhatWasAnnouncedAsGone() throws InterruptedException {
    LatestValues values = values();
    AtomicLong database = new AtomicLong();
    AtomicLong announced = new AtomicLong();
    List<String> stale = java.util.Collections.synchronizedList(new ArrayList<>());
    Runnable reader =
        () -> {
          for (int i = 0; i < 1_500; i++) {
            long least = announced.get();
            Found found = values.find(List.of("A")).getFirst();
            if (found.value().isEmpty()) {
              String computed = Long.toString(database.get());
              Thread.yield();
              values.store(Map.of("A", found.with(bytes(computed))));
            } else if (Long.parseLong(text(found)) < least) {
              stale.add(text(found) + " after " + least);
            }
          }
        };
    List<Thread> readers = IntStream.range(0, 3).mapToObj(i -> new Thread(reader)).toList();
    readers.forEach(Thread::start);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 700; i++) {
      long now = database.incrementAndGet();
      values.invalidate(List.of("A"));
      announced.set(now);
      if (random.nextInt(3) == 0) {
        Thread.yield();
      }
    }
    for (Thread thread : readers) {
      thread.join();
    }
    assertThat(stale).isEmpty();
  }

  static void put(LatestValues values, String name, String value) {
    values.store(Map.of(name, values.find(List.of(name)).getFirst().with(bytes(value))));
  }

  static String found(LatestValues values, String name) {
    return text(values.find(List.of(name)).getFirst());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Found found) {
    return found.value().map(v -> new String(v, StandardCharsets.UTF_8)).orElse("");
  }
}

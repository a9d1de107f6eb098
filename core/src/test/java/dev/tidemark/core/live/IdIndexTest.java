package dev.tidemark.core.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class IdIndexTest {
  private final MemoryFoldStore store = new MemoryFoldStore();
  private final IdIndex index = new IdIndex(store.ids());

  /** Against a map, with ids that are alike, of no digits, and of letters of several bytes. */
  @Property(tries = 300)
  void tellsThePageThatWasPutLast(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MemoryFoldStore stored = new MemoryFoldStore();
    IdIndex asked = new IdIndex(stored.ids());
    Map<String, Long> expected = new HashMap<>();
    for (int step = 0; step < 400; step++) {
      String id = id(random);
      switch (random.nextInt(8)) {
        case 0 -> {
          remove(asked, id);
          expected.remove(id);
        }
        case 1 -> assertThat(page(asked, id)).isEqualTo(expected.getOrDefault(id, IdIndex.NONE));
        case 2 -> {
          asked.flush();
          asked = random.nextBoolean() ? new IdIndex(stored.ids()) : asked;
        }
        default -> {
          long page = random.nextInt(5) * 60_000_000_000L - 1;
          put(asked, id, page);
          expected.put(id, page);
        }
      }
    }
    asked.flush();
    IdIndex read = new IdIndex(stored.ids());
    expected.forEach((id, page) -> assertThat(page(read, id)).as(id).isEqualTo(page));
    expected.keySet().forEach(id -> remove(read, id));
    read.flush();
    assertThat(stored.idEntries()).isZero();
  }

  private static String id(SplittableRandom random) {
    String number = Integer.toString(random.nextInt(1_200));
    return switch (random.nextInt(4)) {
      case 0 -> number;
      case 1 -> "T0" + number;
      case 2 -> "é٣-" + number;
      default -> number + "x";
    };
  }

  @Test
  void idsThatAreCountedShareEntries() {
    for (int id = 1_000; id < 3_000; id++) {
      put(index, "T" + id, id / 500);
    }
    index.flush();
    assertThat(store.idEntries()).isEqualTo(20);
    for (int id = 1_000; id < 3_000; id++) {
      assertThat(page(index, "T" + id)).isEqualTo(id / 500);
    }
    assertThat(page(index, "T1")).isEqualTo(IdIndex.NONE);
    assertThat(page(index, "T01000")).isEqualTo(IdIndex.NONE);
  }

  @Test
  void idsOfOneDigitAreNotThoseOfTwo() {
    put(index, "7", 1);
    put(index, "07", 2);
    put(index, "007", 3);
    put(index, "", 4);
    assertThat(page(index, "7")).isEqualTo(1);
    assertThat(page(index, "07")).isEqualTo(2);
    assertThat(page(index, "007")).isEqualTo(3);
    assertThat(page(index, "")).isEqualTo(4);
    assertThat(page(index, "0")).isEqualTo(IdIndex.NONE);
  }

  @Test
  void aDamagedEntryIsRefused() {
    put(index, "T1001", 1);
    put(index, "T1090", 2);
    index.flush();
    byte[] entry = store.ids().get("T10");
    assertThat(entry).isNotNull();
    for (int length = 0; length < entry.length; length++) {
      store.ids().put("T10", Arrays.copyOf(entry, length));
      assertThatThrownBy(() -> page(new IdIndex(store.ids()), "T1001"))
          .isInstanceOfSatisfying(
              TidemarkException.class,
              error -> assertThat(error.code()).isEqualTo(ErrorCode.CORRUPT));
    }
  }

  private static long page(IdIndex index, String id) {
    return index.pageOf(id.getBytes(UTF_8));
  }

  /** Somewhere in an array, as ids of a page are. */
  private static void put(IdIndex index, String id, long page) {
    byte[] bytes = ("9" + id + "9").getBytes(UTF_8);
    index.put(bytes, 1, bytes.length - 2, page);
  }

  private static void remove(IdIndex index, String id) {
    byte[] bytes = ("5" + id + "5").getBytes(UTF_8);
    index.remove(bytes, 1, bytes.length - 2);
  }
}

package dev.tidemark.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class LongsTest {

  @Property(tries = 300)
  void sortsStably(@ForAll @Size(max = 200) List<@LongRange(min = -20, max = 20) Long> values) {
    long[] keys = values.stream().mapToLong(Long::longValue).toArray();
    Integer[] expected =
        IntStream.range(0, keys.length)
            .boxed()
            .sorted(Comparator.comparingLong(i -> keys[i]))
            .toArray(Integer[]::new);
    assertThat(Longs.sortedOrder(keys, keys.length))
        .containsExactly(Arrays.stream(expected).mapToInt(Integer::intValue).toArray());
  }

  @Property(tries = 200)
  void mapAgreesWithHashMap(
      @ForAll @Size(max = 300) List<@LongRange(min = 0, max = 99) Long> keys) {
    LongIntMap map = new LongIntMap(1);
    Map<Long, Integer> reference = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      Integer before = reference.putIfAbsent(keys.get(i), i);
      assertThat(map.putIfAbsent(keys.get(i), i)).isEqualTo(before == null ? -1 : before);
    }
    reference.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
    assertThat(map.size()).isEqualTo(reference.size());
    assertThat(map.get(1_000)).isEqualTo(-1);
  }
}

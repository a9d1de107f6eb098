package dev.tidemark.ingest.live.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.ingest.live.feed.TradeSequence.Arrival;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TradeSequenceTest {
  @Property(tries = 300)
  void everyNumberIsNewOnceAndHolesAreWhatDidNotCome(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 100, max = 160) Integer> numbers) {
    TradeSequence sequence = new TradeSequence();
    Set<Integer> came = new HashSet<>();
    int first = numbers.getFirst();
    int greatest = first;
    for (int number : numbers) {
      Arrival arrival = sequence.accept(number);
      // What was before the first one was never missed.
      boolean fresh = came.add(number) && number >= first;
      assertThat(arrival != Arrival.REPEATED).isEqualTo(fresh);
      if (arrival == Arrival.AFTER_GAP) {
        assertThat(sequence.gapFirst()).isEqualTo(greatest + 1);
        assertThat(number).isGreaterThan(greatest + 1);
      }
      greatest = Math.max(greatest, number);
      int missing = 0;
      for (int i = first; i <= greatest; i++) {
        missing += came.contains(i) ? 0 : 1;
      }
      assertThat(sequence.missing(first, greatest)).isEqualTo(missing);
    }
  }

  @Test
  void whatTheVenueToldTwiceAndDidNotComeIsMissing() {
    TradeSequence sequence = new TradeSequence();
    assertThat(sequence.lastTrade(5)).isEqualTo(-1);
    assertThat(sequence.accept(10)).isEqualTo(Arrival.NEW);
    assertThat(sequence.lastTrade(12)).isEqualTo(-1);
    assertThat(sequence.lastTrade(12)).isEqualTo(12);
    assertThat(sequence.gapFirst()).isEqualTo(11);
    assertThat(sequence.lastTrade(12)).isEqualTo(-1);
    assertThat(sequence.fill(11)).isTrue();
    assertThat(sequence.fill(11)).isFalse();
    assertThat(sequence.accept(12)).isEqualTo(Arrival.NEW);
    assertThat(sequence.accept(13)).isEqualTo(Arrival.NEW);
  }

  @Test
  void memoryForHolesIsBounded() {
    TradeSequence sequence = new TradeSequence();
    for (long number = 0; number < 5_000; number += 2) {
      sequence.accept(number);
    }
    assertThat(sequence.missing(0, 5_000)).isEqualTo(1_000);
    assertThat(sequence.accept(1)).isEqualTo(Arrival.REPEATED);
    assertThat(sequence.accept(4_997)).isEqualTo(Arrival.NEW);
  }
}

package dev.tidemark.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DiscrepanciesTest {
  private static RowPrints prints(long... identityThenContent) {
    RowPrints prints = new RowPrints();
    for (int i = 0; i < identityThenContent.length; i += 2) {
      prints.add(identityThenContent[i], identityThenContent[i + 1]);
    }
    prints.sort();
    return prints;
  }

  @Test
  void equalTablesInAnyOrderDoNotDiffer() {
    assertThat(Discrepancies.between(prints(1, 10, 2, 20), prints(2, 20, 1, 10)).none()).isTrue();
  }

  @Test
  void missingRowIsLost() {
    assertThat(Discrepancies.between(prints(1, 10, 2, 20), prints(1, 10)))
        .isEqualTo(new Discrepancies(1, 0, 0));
  }

  @Test
  void secondCopyIsDoubled() {
    assertThat(Discrepancies.between(prints(1, 10), prints(1, 10, 1, 10)))
        .isEqualTo(new Discrepancies(0, 1, 0));
  }

  @Test
  void otherContentIsDifferentAndNotLost() {
    assertThat(Discrepancies.between(prints(1, 10), prints(1, 11)))
        .isEqualTo(new Discrepancies(0, 0, 1));
  }

  @Test
  void rowNobodyExpectedIsDifferent() {
    assertThat(Discrepancies.between(prints(1, 10), prints(1, 10, 3, 30)))
        .isEqualTo(new Discrepancies(0, 0, 1));
  }

  @Test
  void rowsThatReallyOccurTwiceAreExpectedTwice() {
    assertThat(Discrepancies.between(prints(1, 10, 1, 10), prints(1, 10)))
        .isEqualTo(new Discrepancies(1, 0, 0));
  }

  @Test
  void emptyLakeLostEverything() {
    assertThat(Discrepancies.between(prints(1, 1, 2, 2, 3, 3), prints()))
        .isEqualTo(new Discrepancies(3, 0, 0));
  }

  @Property(tries = 100)
  void orderOfArrivalNeverShows(
      @ForAll @IntRange(max = 500) int rows, @ForAll @IntRange(max = 1000) int seed) {
    Random random = new Random(seed);
    List<long[]> pairs = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      pairs.add(new long[] {random.nextInt(50), random.nextInt(5)});
    }
    RowPrints first = new RowPrints();
    pairs.forEach(pair -> first.add(pair[0], pair[1]));
    Collections.shuffle(pairs, random);
    RowPrints second = new RowPrints();
    pairs.forEach(pair -> second.add(pair[0], pair[1]));
    first.sort();
    second.sort();
    assertThat(Discrepancies.between(first, second)).isEqualTo(Discrepancies.NONE);
  }
}

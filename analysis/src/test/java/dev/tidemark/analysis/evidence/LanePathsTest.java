package dev.tidemark.analysis.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.params.Costs;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths evaluated together are the paths evaluated one by one, bit by bit. */
class LanePathsTest {
  private static final int SESSIONS = 62;

  @Property(tries = 60)
  void lanesAreTheSamePathsOneByOne(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 900) int first) {
    SessionBars bars =
        RandomBars.of(seed, new ParamsBuilder().interval, SESSIONS)
            .missing(seed % 2 == 0 ? 0.1 : 0.0, seed % 3 == 0 ? 0.01 : 0.0)
            .build();
    same(Setting.of(ParamsBuilder.random(seed).build(), bars, null), first);
  }

  /** The last test session ends with a missing bar, and sessions that no fold tests follow. */
  @ParameterizedTest
  @ValueSource(longs = {-3_524_565L, -3_436_712_416L})
  void alsoWhereThePositionOfTheLastTestIsClosedAfterIt(long seed) {
    lanesAreTheSamePathsOneByOne(seed, 1);
    lanesAreTheSamePathsOneByOne(seed, 10);
  }

  @Property(tries = 10)
  void alsoWhereConfigurationsAreChosenAtQuotes(@ForAll long seed) {
    SessionBars bars = RandomBars.of(seed, new ParamsBuilder().interval, SESSIONS).build();
    ParamsBuilder params = ParamsBuilder.random(seed);
    params.costs = new Costs(Costs.Mode.QUOTES, 0.2, 5, 5, true);
    same(Setting.of(params.build(), bars, quotes(bars)), 1);
  }

  private static void same(Setting setting, int first) {
    int[] cells = IntStream.range(0, setting.cells().cells()).toArray();
    CellSlots slots =
        new CellSlots(setting.cells(), setting.layout(), setting.oosSessions(), cells);
    long seed = 99;
    LanePaths lanes = new LanePaths(setting, slots, seed);
    double[][] together = new double[lanes.lanes()][slots.cells()];
    double[][] single = new double[3][slots.cells()];
    lanes.evaluate(first + 1_000, together); // what was evaluated before leaves no trace
    lanes.evaluate(first, together);
    new OnePath(setting, slots, seed).evaluate(first, single);
    for (int i = 0; i < single.length; i++) {
      assertThat(together[i]).containsExactly(single[i]);
    }
    assertThat(together[lanes.lanes() - 1]).isNotEqualTo(together[0]);
  }

  private static BarQuotes quotes(SessionBars bars) {
    return new BarQuotes(
        times(bars.open(), 0.9998),
        times(bars.open(), 1.0002),
        times(bars.close(), 0.9999),
        times(bars.close(), 1.0001));
  }

  private static double[] times(double[] prices, double factor) {
    return Arrays.stream(prices).map(price -> price * factor).toArray();
  }
}

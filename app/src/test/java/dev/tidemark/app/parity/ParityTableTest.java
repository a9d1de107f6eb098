package dev.tidemark.app.parity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.live.FeatureGroup;
import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Timeframe;
import org.junit.jupiter.api.Test;

class ParityTableTest {
  private static final long MINUTE = 60_000_000_000L;

  private final ParityTable table = new ParityTable();

  @Test
  void equalIsEqualToTheLastBit() {
    table.compare(Engine.REPLAY, "s", known(1.5, 10), known(1.5, 10), true);
    assertThat(table.different()).isZero();
    assertThat(table.compared()).isEqualTo(1 + FeatureGroup.QUOTES.features().size() + 1);
  }

  @Test
  void oneBitOfAFeatureIsDifferentAndShown() {
    table.compare(Engine.REPLAY, "s", known(1.5, 10), known(Math.nextUp(1.5), 10), true);
    assertThat(table.different()).isEqualTo(1);
    var cell = requireNonNull(requireNonNull(table.cells().get("bidask_spread")).get("replay"));
    assertThat(cell.first()).contains("s 1970-01-01T00:01:00Z").contains("1.5000000000000002");
  }

  @Test
  void barsAndMinutesAndAlertsOfOneSideAreDifferent() {
    table.compare(Engine.STREAM, "s", known(1.5, 10), new Known(), true);
    assertThat(table.different()).isEqualTo(table.compared());
    ParityTable other = new ParityTable();
    other.compare(Engine.STREAM, "s", new Known(), known(1.5, 10), true);
    assertThat(other.different()).isEqualTo(other.compared()).isPositive();
  }

  @Test
  void notANumberOnBothSidesIsEqualAndDifferentFromZero() {
    table.compare(Engine.BATCH, "s", known(Double.NaN, 10), known(Double.NaN, 10), false);
    assertThat(table.different()).isZero();
    table.compare(Engine.BATCH, "s", known(Double.NaN, 10), known(0, 10), false);
    assertThat(table.different()).isEqualTo(1);
  }

  private static Known known(double spread, long price) {
    Known known = new Known();
    Int128 one = new Int128(0, 1);
    known
        .bars(Timeframe.M1)
        .put(
            MINUTE,
            new Bar(MINUTE, 2 * MINUTE, false, price, price, price, price, one, one, one, one, 1));
    double[] values = new double[FeatureGroup.QUOTES.features().size()];
    values[0] = spread;
    known.features(FeatureGroup.QUOTES).put(MINUTE, values);
    known.alert("id", new LargeTradeAlert(MINUTE, "a", "b", "c"));
    return known;
  }
}

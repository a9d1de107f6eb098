package dev.tidemark.ingest.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelValidationTest {

  @Test
  void windowsOfADayMustNotOverlap() {
    MarketModel sima = DemoUniverse.find("SIMA").orElseThrow();
    List<PlantedWindow> overlapping =
        List.of(
            new PlantedWindow(DayOfWeek.MONDAY, 0, 60, 0.5, 1),
            new PlantedWindow(DayOfWeek.MONDAY, 59, 90, 0.5, 1));
    assertThatThrownBy(
            () ->
                new MarketModel(
                    "X",
                    sima.assetClass(),
                    sima.calendar(),
                    sima.price(),
                    sima.activity(),
                    overlapping,
                    sima.epoch(),
                    Set.of()))
        .hasMessageContaining("overlap");
  }

  @Test
  void halfLifeFollowsFromPhi() {
    PlantedWindow window = new PlantedWindow(DayOfWeek.MONDAY, 0, 60, 0.8, 5);
    assertThat(StrictMath.pow(window.phiPerMinute(), window.halfLifeMinutes()))
        .isCloseTo(0.5, within(1e-12));
    assertThatThrownBy(() -> new PlantedWindow(DayOfWeek.MONDAY, 0, 60, 1.0, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PlantedWindow(DayOfWeek.MONDAY, 60, 60, 0.5, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tickSizesNeedAPlaceOnTheGrid() {
    BigDecimal one = BigDecimal.ONE;
    BigDecimal tooFine = new BigDecimal("0.000000001");
    assertThatThrownBy(() -> new PriceModel(one, tooFine, 0.2, 0, 0, false, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new PriceModel(one, new BigDecimal("0.00000001"), 0.2, 0, 0, false, 0, 0))
        .extracting(PriceModel::tickUnscaled)
        .isEqualTo(1L);
  }

  @Test
  void sessionsAreWholeMinutes() {
    assertThatThrownBy(() -> new SessionWindow(LocalDate.of(2025, 1, 2), 0, 90_000_000_000L))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void demoInstrumentsAreNamedAndOnlyNoiseIsUnplanted() {
    assertThat(DemoUniverse.demo())
        .extracting(MarketModel::symbol)
        .containsExactly("SIMA", "SIMB", "NOISE");
    assertThat(DemoUniverse.demo())
        .filteredOn(m -> m.planted().isEmpty())
        .extracting(MarketModel::symbol)
        .containsExactly("NOISE");
    assertThat(DemoUniverse.find("NOPE")).isEmpty();
  }
}

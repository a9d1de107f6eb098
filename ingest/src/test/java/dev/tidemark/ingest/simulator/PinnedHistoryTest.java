package dev.tidemark.ingest.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.time.Timeframe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The demo's history is the same for everyone, on every machine and in every release. Whoever
 * changes the generator changes these numbers knowingly, and tells it in the changelog.
 */
class PinnedHistoryTest {

  @ParameterizedTest
  @CsvSource({
    "SIMA,5aa95d07a8bbb7ec9d3454392bc9af6e8c71fdfd53597ef939f1436093357a6e",
    "SIMB,088059abca69dded74ecf981ca75e2fed5cc1cf1991de6d25777bcec83448bf9",
    "NOISE,53983858ee295f6ecde4e4a940ecae77a21a0cdb0b88b0b00b164836a13ef9e1",
    "SIMCOIN,77ac063f7daa4d6af56a106ad513feca65de526899b867ff625b1a4d9f0ceef5",
    "SIMFX,e395d2d821858ede144ec8991dcea1a24905f69d88958ebbc008f363a959f6c4"
  })
  void theHoursOfTheDemoNeverChange(String symbol, String sha256) {
    SimulatedBars bars =
        Simulators.simulator(symbol, DemoUniverse.SEED)
            .bars(Timeframe.H1, DemoUniverse.FROM, DemoUniverse.TO);
    assertThat(Fingerprint.of(bars)).isEqualTo(sha256);
  }

  @Test
  void theTicksOfTheDemoNeverChange() {
    SimulatedTicks ticks =
        Simulators.simulator("SIMA", DemoUniverse.SEED).ticks(DemoUniverse.TICK_DAY);
    assertThat(Fingerprint.of(ticks))
        .isEqualTo("78fdc9619e240c5585f60bff25a1f5afab310aee7d46edc6f949de13df2388d3");
  }
}

package dev.tidemark.analysis.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The quick calibration: complete analyses of markets with nothing to find, of planted ones, and
 * the faults of spec §7.6. Bounds are those of the binomial distribution for so few runs; the full
 * form, with the bounds of the specification, is a command.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HonestyTest {
  // Not a static field: its threads would wait for this class to be initialised.
  private final CalibrationReport report =
      Calibration.run(CalibrationForm.QUICK, 1, 2, (done, total) -> {});

  @Test
  void every_bound_is_kept() {
    assertThat(report.checks()).hasSizeGreaterThan(15).filteredOn(check -> !check.ok()).isEmpty();
  }

  @Test
  void every_fault_is_caught() {
    assertThat(report.mutants()).hasSize(9).filteredOn(mutant -> !mutant.caught()).isEmpty();
  }

  @Test
  void no_check_fires_without_a_fault() {
    assertThat(report.mutants()).filteredOn(MutantVerdict::falseAlarm).isEmpty();
  }

  /** A noise study that never tested a cell would keep every bound. */
  @Test
  void there_was_something_to_judge() {
    Section noise = report.sections().getFirst();
    assertThat(noise.rows()).allSatisfy(row -> assertThat((Integer) row.get(2)).isGreaterThan(20));
    assertThat(noise.seeds().stream().flatMap(group -> group.seeds().stream()))
        .doesNotHaveDuplicates()
        .hasSize(48);
  }
}

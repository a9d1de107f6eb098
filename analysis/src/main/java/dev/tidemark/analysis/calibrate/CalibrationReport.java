package dev.tidemark.analysis.calibrate;

import java.util.List;

/**
 * What a calibration found.
 *
 * @param seed from which all others are drawn
 */
public record CalibrationReport(
    CalibrationForm form, long seed, List<Section> sections, List<MutantVerdict> mutants) {

  public CalibrationReport {
    sections = List.copyOf(sections);
    mutants = List.copyOf(mutants);
  }

  public List<Check> checks() {
    return sections.stream().flatMap(section -> section.checks().stream()).toList();
  }

  /** Whether every bound is kept, every mutant caught, and nothing else suspected. */
  public boolean ok() {
    return checks().stream().allMatch(Check::ok) && mutants.stream().allMatch(MutantVerdict::ok);
  }
}

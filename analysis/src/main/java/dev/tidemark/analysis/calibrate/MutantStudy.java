package dev.tidemark.analysis.calibrate;

import java.util.List;

/**
 * Faults put in on purpose (spec §7.6): each must be caught by its check, which must not fire
 * without the fault. A check that no fault can trip proves nothing.
 *
 * @param markets simulated markets for the faults that need trades
 */
record MutantStudy(long seed, int markets) implements Study<MutantVerdict> {

  private List<Mutant> mutants() {
    return List.of(
        new FillAtClose(seed, markets),
        new NextBarInWindow(seed),
        new RunningHour(seed),
        new LabelAsEventTime(seed),
        new EligibleAfterDecision(seed),
        new WinnersOnly(seed),
        new UntestedInFamily(seed),
        new SampleDeviation(seed),
        new RunningSum(seed));
  }

  @Override
  public int runs() {
    return mutants().size();
  }

  @Override
  public long cost(int run) {
    return 5_000_000;
  }

  @Override
  public MutantVerdict run(int run) {
    return mutants().get(run).examine();
  }

  @Override
  public Section report(List<MutantVerdict> outcomes) {
    throw new UnsupportedOperationException("verdicts stand on their own in the report");
  }
}

package dev.tidemark.analysis.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidemark.analysis.report.Results;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.core.stats.DeflatedSharpe;
import org.junit.jupiter.api.Test;

class TrialsTest {
  private final AnalysisResult result = Results.small();

  /** Two tested cells with a Sharpe ratio of 0.2 each, two configurations. */
  @Test
  void aRunTriesItsTestedCellsWithEachConfiguration() {
    assertThat(Trials.of(result)).isEqualTo(new Trials(1, 4, 2, 0.4, 0.2 * 0.2 + 0.2 * 0.2));
    assertThat(Trials.of(result).variance()).isCloseTo(0, within(1e-15));
    assertThat(Trials.NONE.variance()).isZero();
  }

  @Test
  void theVarianceIsThatOfAllSharpeRatios() {
    Trials more = new Trials(1, 4, 3, 0.1 + 0.5 - 0.3, 0.01 + 0.25 + 0.09);
    assertThat(Trials.of(result).plus(more).variance()).isCloseTo(0.083, within(1e-12));
  }

  @Test
  void everyFurtherTrialLowersTheDeflatedSharpeRatio() {
    Trials few = new Trials(1, 4, 2, 0.4, 0.1);
    Trials many = new Trials(9, 400, 2, 0.4, 0.1);
    double first = few.deflatedSharpe(result.cells().getFirst());
    assertThat(first)
        .isEqualTo(DeflatedSharpe.of(0.2, few.variance(), 4, 2, -0.25, 3.5).probability());
    assertThat(many.deflatedSharpe(result.cells().getFirst())).isLessThan(first);
    assertThat(few.repeated().deflatedSharpe(result.cells().getFirst())).isEqualTo(first);
  }

  @Test
  void theEnvelopeHasOneNumberPerTopWindow() {
    assertThat(new Trials(3, 8, 2, 0.4, 0.08).json(result))
        .matches(
            "\\{\"runs_on_ticker\":3,\"trials_on_ticker\":8,\"deflated_sharpe\":\\[0\\.\\d+]}");
  }
}

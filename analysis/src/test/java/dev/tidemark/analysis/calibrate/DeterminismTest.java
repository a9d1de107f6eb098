package dev.tidemark.analysis.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeterminismTest {

  private static String json(long seed, int threads) {
    List<Study<?>> studies =
        List.of(
            NoiseStudy.of(seed, false, Design.small(63).withMinTrades(10), 1, 1),
            new BootstrapSizeStudy(seed, 60),
            new RealityCheckStudy(seed, 10),
            new HalfLifeStudy(seed, 20));
    Runs runs = new Runs(studies, (done, total) -> {});
    runs.all(threads);
    List<Section> sections = new ArrayList<>();
    for (Study<?> study : studies) {
      sections.add(runs.report(study));
    }
    return ReportJson.of(new CalibrationReport(CalibrationForm.QUICK, seed, sections, List.of()));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void threads_change_no_byte(int threads) {
    assertThat(json(7, threads)).isEqualTo(json(7, 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {8, -1})
  void another_seed_is_another_calibration(long seed) {
    assertThat(json(seed, 2)).isNotEqualTo(json(7, 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void progress_ends_at_its_total(int threads) {
    AtomicLong most = new AtomicLong();
    AtomicLong all = new AtomicLong();
    Runs runs =
        new Runs(
            List.of(new DiscoveryRateStudy(3, 2000)),
            (done, total) -> {
              most.accumulateAndGet(done, Math::max);
              all.set(total);
            });
    runs.all(threads);
    assertThat(most.get()).isPositive().isEqualTo(all.get());
  }
}

package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.calibrate.PlantedMarket.Window;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures whether the engine is honest (spec §7): how often it finds something in markets where
 * nothing is, how often it finds what was planted, and whether its checks catch known faults. The
 * analyses go through {@link dev.tidemark.analysis.MeanReversion#run}, like anyone's.
 */
public final class Calibration {
  private static final PlantedMarket FOUR_WINDOWS =
      new PlantedMarket(
          0.8,
          List.of(
              new Window(DayOfWeek.MONDAY, 1),
              new Window(DayOfWeek.TUESDAY, 4),
              new Window(DayOfWeek.WEDNESDAY, 2),
              new Window(DayOfWeek.FRIDAY, 3)));

  private Calibration() {}

  /** Told how far a calibration is, in units of equal cost; from any thread. */
  @FunctionalInterface
  public interface Progress {
    void at(long done, long total);
  }

  /**
   * Runs all studies.
   *
   * @param seed any number; the report is a function of it and the form
   * @param threads at least 1; they change nothing but the duration
   */
  public static CalibrationReport run(
      CalibrationForm form, long seed, int threads, Progress progress) {
    boolean full = form == CalibrationForm.FULL;
    MutantStudy mutants = new MutantStudy(seed, full ? 40 : 12);
    List<Study<?>> studies = new ArrayList<>(studies(seed, full));
    studies.add(mutants);
    Runs runs = new Runs(studies, progress);
    runs.all(threads);
    List<Section> sections = new ArrayList<>();
    for (Study<?> study : studies.subList(0, studies.size() - 1)) {
      sections.add(runs.report(study));
    }
    return new CalibrationReport(form, seed, sections, runs.outcomes(mutants));
  }

  private static List<Study<?>> studies(long seed, boolean full) {
    if (full) {
      return List.of(
          NoiseStudy.of(seed, true, Design.standard(377), 100, 60),
          new PowerStudy(
              seed,
              FOUR_WINDOWS,
              List.of(
                  new PowerStudy.Arm(11, Design.standard(377), 100, 0.45, "specification §7.4"),
                  new PowerStudy.Arm(12, Design.standard(1000), 30, 0.90, "specification §7.4"))),
          new BootstrapSizeStudy(seed, 4000),
          new DiscoveryRateStudy(seed, 8000),
          new RealityCheckStudy(seed, 2000),
          new HalfLifeStudy(seed, 4000));
    }
    return List.of(
        NoiseStudy.of(seed, false, Design.small(126), 10, 4),
        new PowerStudy(
            seed,
            everyDay(),
            List.of(
                new PowerStudy.Arm(
                    11,
                    Design.small(377),
                    6,
                    Binomial.quantile(12, 0.9, 0.01) / 12.0,
                    "99 % binomial bound at a power of 90 %"))),
        new BootstrapSizeStudy(seed, 200),
        new DiscoveryRateStudy(seed, 1000),
        new RealityCheckStudy(seed, 200),
        new HalfLifeStudy(seed, 400));
  }

  /** The same hours on all days: five times the sessions per cell. */
  private static PlantedMarket everyDay() {
    List<Window> windows = new ArrayList<>();
    for (DayOfWeek day : Arrays.asList(DayOfWeek.values()).subList(0, 5)) {
      windows.add(new Window(day, 1));
      windows.add(new Window(day, 4));
    }
    return new PlantedMarket(FOUR_WINDOWS.phi(), windows);
  }
}

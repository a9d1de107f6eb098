package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.calibrate.PlantedMarket.Window;
import dev.tidemark.analysis.calibrate.Section.Column;
import dev.tidemark.analysis.params.Windows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Power (spec §7.4): how many planted windows are found, and how many of those found are false.
 * Windows beside a planted one share its trades; they count neither way.
 */
record PowerStudy(long seed, PlantedMarket market, List<Arm> arms) implements Study<Trial> {
  static final double BPS_PER_SIDE = 0.5;
  private static final int HOURS = 7;

  /**
   * @param leastPower share of planted cells that must be found
   */
  record Arm(int experiment, Design design, int runs, double leastPower, String basis) {}

  @Override
  public int runs() {
    return arms.stream().mapToInt(Arm::runs).sum();
  }

  @Override
  public long cost(int run) {
    return arm(run).design().cost();
  }

  @Override
  public Trial run(int run) {
    Arm arm = arm(run);
    return Trial.run(market, arm.design(), BPS_PER_SIDE, seed, arm.experiment(), run - first(arm));
  }

  private Arm arm(int run) {
    return arms.stream()
        .filter(arm -> run < first(arm) + arm.runs())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such run [run=" + run + "]"));
  }

  private int first(Arm of) {
    return arms.subList(0, arms.indexOf(of)).stream().mapToInt(Arm::runs).sum();
  }

  @Override
  public Section report(List<Trial> outcomes) {
    List<List<Object>> rows = new ArrayList<>();
    List<Check> checks = new ArrayList<>();
    List<Section.Seeds> seeds = new ArrayList<>();
    for (Arm arm : arms) {
      List<Trial> trials = outcomes.subList(first(arm), first(arm) + arm.runs());
      Tally tally = tally(trials, arm.design().mode());
      int sessions = arm.design().outOfSample();
      rows.add(
          List.of(
              sessions,
              trials.size(),
              tally.planted,
              (double) tally.tested / tally.planted,
              (double) tally.found / tally.planted,
              (double) tally.found / Math.max(1, tally.tested),
              tally.falseShares / trials.size()));
      String size = " at " + sessions + " sessions";
      checks.add(
          Check.atLeast(
              "power_" + sessions,
              "planted cells found" + size,
              (double) tally.found / tally.planted,
              Format.PERCENT,
              arm.leastPower(),
              arm.basis()));
      checks.add(
          Check.atMost(
              "fdp_" + sessions,
              "false share of the discoveries (mean over analyses)" + size,
              tally.falseShares / trials.size(),
              Format.PERCENT,
              0.12,
              "specification §7.4"));
      seeds.add(
          new Section.Seeds(sessions + " sessions", trials.stream().map(Trial::seed).toList()));
    }
    return new Section(
        "power",
        "Power",
        market.law()
            + " Planted: "
            + market.where()
            + ". Costs 0.5 bps per side; otherwise the analyses of the noise runs. A planted cell with"
            + " too few trades is not tested and counts as not found; cells beside a planted one share"
            + " its trades and count neither way. The design, measured with another implementation and"
            + " its own market, found 59 % at 377 sessions and 100 % at 1000, with false shares of 6.6"
            + " and 3.6 %.",
        List.of(
            new Column("sessions", "out-of-sample sessions", Format.COUNT),
            new Column("analyses", "analyses", Format.COUNT),
            new Column("planted", "planted cells", Format.COUNT),
            new Column("tested", "of these tested", Format.PERCENT),
            new Column("found", "of all found", Format.PERCENT),
            new Column("found_of_tested", "of tested found", Format.PERCENT),
            new Column("fdp", "false share of discoveries", Format.PERCENT)),
        rows,
        checks,
        seeds);
  }

  private static final class Tally {
    int planted;
    int tested;
    int found;
    double falseShares;
  }

  private Tally tally(List<Trial> trials, Windows.Mode mode) {
    Set<Integer> planted = new HashSet<>();
    Set<Integer> beside = new HashSet<>();
    for (Window window : market.windows()) {
      int day = mode == Windows.Mode.EACH_DAY ? window.day().getValue() - 1 : 0;
      planted.add(day * HOURS + window.hour());
      for (int hour : new int[] {window.hour() - 1, window.hour() + 1}) {
        if (hour >= 0 && hour < HOURS) {
          beside.add(day * HOURS + hour);
        }
      }
    }
    Tally tally = new Tally();
    for (Trial trial : trials) {
      int found = 0;
      int wrong = 0;
      for (int cell : trial.passed()) {
        if (planted.contains(cell)) {
          found++;
        } else if (!beside.contains(cell)) {
          wrong++;
        }
      }
      tally.planted += planted.size();
      tally.tested += (int) trial.cells().stream().filter(planted::contains).count();
      tally.found += found;
      tally.falseShares += (double) wrong / Math.max(1, found + wrong);
    }
    return tally;
  }
}

package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.calibrate.Section.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * End-to-end noise (spec §7.3): complete analyses of markets without anything to find. Every
 * discovery is false, so at level q at most the share q of analyses may report any.
 */
record NoiseStudy(long seed, boolean full, Design design, List<Arm> arms) implements Study<Trial> {
  /** Of each market's analyses, those that count towards the 200 of the specification. */
  private static final int OF_200 = 50;

  private static final double CONFIDENCE = 0.99;

  /**
   * @param experiment number of the stream
   * @param bpsPerSide costs
   * @param accepted whether the arm counts towards the acceptance figures
   */
  record Arm(int experiment, NoiseMarket market, double bpsPerSide, int runs, boolean accepted) {
    String title() {
      return market == NoiseMarket.COARSE_TICK
          ? market.title() + ", half-tick floor"
          : market.title() + ", cost " + (int) bpsPerSide + " bps";
    }
  }

  static NoiseStudy of(long seed, boolean full, Design design, int runs, int sideRuns) {
    double halfSpread = NoiseMarket.HALF_SPREAD * 1e4;
    return new NoiseStudy(
        seed,
        full,
        design,
        List.of(
            new Arm(1, NoiseMarket.GAUSSIAN, 0, runs, true),
            new Arm(2, NoiseMarket.HEAVY_TAILS, 0, runs, true),
            new Arm(3, NoiseMarket.LEVERAGE, 0, runs, true),
            new Arm(4, NoiseMarket.BOUNCE, 0, runs, true),
            new Arm(5, NoiseMarket.BOUNCE, halfSpread, sideRuns, false),
            new Arm(6, NoiseMarket.COARSE_TICK, 0, sideRuns, false)));
  }

  @Override
  public int runs() {
    return arms.stream().mapToInt(Arm::runs).sum();
  }

  @Override
  public long cost(int run) {
    return design.cost();
  }

  @Override
  public Trial run(int run) {
    int number = run;
    for (Arm arm : arms) {
      if (number < arm.runs()) {
        return Trial.run(arm.market(), design, arm.bpsPerSide(), seed, arm.experiment(), number);
      }
      number -= arm.runs();
    }
    throw new IllegalArgumentException("no such run [run=" + run + "]");
  }

  @Override
  public Section report(List<Trial> outcomes) {
    List<List<Object>> rows = new ArrayList<>();
    List<Check> checks = new ArrayList<>();
    List<Section.Seeds> seeds = new ArrayList<>();
    List<Trial> accepted = new ArrayList<>();
    List<Trial> of200 = new ArrayList<>();
    int from = 0;
    for (Arm arm : arms) {
      List<Trial> trials = outcomes.subList(from, from + arm.runs());
      from += arm.runs();
      rows.add(row(arm.title(), trials));
      seeds.add(new Section.Seeds(arm.title(), trials.stream().map(Trial::seed).toList()));
      checks.add(
          discoveries(
              "any_" + arm.market().name().toLowerCase(Locale.ROOT) + "_" + arm.experiment(),
              arm.title(),
              trials));
      if (arm.accepted()) {
        accepted.addAll(trials);
        of200.addAll(trials.subList(0, Math.min(OF_200, trials.size())));
      }
    }
    rows.add(row("first four together", accepted));
    if (full) {
      checks.addFirst(discoveries("any_of_200", "the first 50 of each of the first four", of200));
    }
    checks.add(discoveries("any", "the first four together", accepted));
    checks.add(predictability(accepted));
    return new Section(
        "noise",
        "End-to-end noise",
        text(),
        List.of(
            new Column("market", "market", Format.TEXT),
            new Column("analyses", "analyses", Format.COUNT),
            new Column("cells", "tested cells", Format.COUNT),
            new Column("p_pred_05", "p_pred ≤ .05", Format.PERCENT),
            new Column("p_pred_01", "≤ .01", Format.PERCENT),
            new Column("p_pred_0025", "≤ .0025", Format.PERCENT),
            new Column("any_bootstrap_only", "any PASS, bootstrap only", Format.PERCENT),
            new Column("any", "any PASS, two keys", Format.PERCENT),
            new Column("mean_gross_bps", "gross bps/trade", Format.NUMBER)),
        rows,
        checks,
        seeds);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        ("Complete analyses: %d out-of-sample sessions of 78 five-minute bars, %d cells, z-score of 20"
                + " bars (entry 2.0, exit 0.5), min_trades %d, q = 0.10 (Benjamini–Hochberg), %d null"
                + " paths, %d bootstrap replicates; everything else by default. The markets:\n")
            .formatted(
                design.outOfSample(),
                design.cells(),
                design.minTrades(),
                design.nullPaths().paths(),
                design.bootstrap().replicates()));
    for (NoiseMarket market : NoiseMarket.values()) {
      text.append("\n- *").append(market.title()).append("*: ").append(market.law());
    }
    text.append(
        "\n\nWhat the design measured with another implementation and its own markets (377 sessions,"
            + " 35 cells, 399 paths): any PASS by bootstrap alone 25, 22, 26 and 26 % of analyses in the"
            + " first four rows, with both keys 3.7, 6.9, 6.7 and 6.2 %.");
    return text.toString();
  }

  private static List<Object> row(String title, List<Trial> trials) {
    long trades = trials.stream().mapToLong(Trial::trades).sum();
    double gross =
        trials.stream()
            .mapToDouble(trial -> trial.trades() == 0 ? 0 : trial.trades() * trial.meanGrossBps())
            .sum();
    return List.of(
        title,
        trials.size(),
        cells(trials),
        share(trials, 0.05),
        share(trials, 0.01),
        share(trials, 0.0025),
        (double) trials.stream().filter(trial -> trial.passedNet() > 0).count() / trials.size(),
        (double) any(trials) / trials.size(),
        gross / trades);
  }

  private Check discoveries(String key, String title, List<Trial> trials) {
    double level = design.level();
    return Check.atMost(
        key,
        "analyses with any PASS, of " + trials.size() + ": " + title,
        any(trials),
        Format.COUNT,
        Binomial.quantile(trials.size(), level, CONFIDENCE),
        "99 % binomial bound at q = " + level);
  }

  private Check predictability(List<Trial> trials) {
    int cells = cells(trials);
    String what = "tested cells with p_pred ≤ .05, of " + cells + " in the first four";
    double share = share(trials, 0.05);
    if (full) {
      return new Check("p_pred_05", what, share, Format.PERCENT, 0.04, 0.06, "specification §7.3");
    }
    double beyond = (1 - CONFIDENCE) / 2;
    return new Check(
        "p_pred_05",
        what,
        share,
        Format.PERCENT,
        (double) Binomial.quantile(cells, 0.05, beyond) / cells,
        (double) Binomial.quantile(cells, 0.05, 1 - beyond) / cells,
        "99 % binomial bounds at 5 %");
  }

  private static int any(List<Trial> trials) {
    return (int) trials.stream().filter(trial -> !trial.passed().isEmpty()).count();
  }

  private static int cells(List<Trial> trials) {
    return trials.stream().mapToInt(trial -> trial.cells().size()).sum();
  }

  private static double share(List<Trial> trials, double level) {
    int low = 0;
    for (Trial trial : trials) {
      for (double p : trial.pPred()) {
        low += p <= level ? 1 : 0;
      }
    }
    return (double) low / cells(trials);
  }
}

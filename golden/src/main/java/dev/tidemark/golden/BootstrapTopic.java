package dev.tidemark.golden;

import dev.tidemark.core.stats.BlockBootstrap;
import dev.tidemark.core.stats.BlockLength;
import dev.tidemark.core.stats.BlockMethod;
import dev.tidemark.core.stats.BootstrapResult;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** 07: block length, and the block bootstrap of the mean with its early stop and its bounds. */
final class BootstrapTopic implements GoldenTopic {

  private static final double STANDARD_ERRORS = 4.5;
  private static final int MONTE_CARLO_DRAWS = 20_000;

  private static final Set<String> CASE = Set.of("name", "x", "seed", "id", "pw", "tests");
  private static final Set<String> TEST =
      Set.of(
          "method",
          "B",
          "h",
          "block",
          "result",
          "first_indices",
          "restart_threshold_u32",
          "independent_mc");
  private static final Set<String> RESULT =
      Set.of("n", "mean", "block", "p", "exceed", "draws", "stopped", "degenerate", "ci");
  private static final Set<String> BOUNDS = Set.of("lo95", "hi95", "lo90", "hi90");

  @Override
  public String prefix() {
    return "07_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    Vector root = file.json();
    tally.known(root, Set.of("_readme", "tolerance", "cases"));
    for (Vector each : root.field("cases").elements()) {
      tally.section(each, () -> checkCase(each, tally));
    }
  }

  private static void checkCase(Vector each, Tally tally) {
    tally.known(each, CASE);
    double[] x = each.field("x").numbers();
    checkBlockLength(each.field("pw"), BlockLength.of(x), tally);
    long seed = UnsignedText.parse(each.field("seed"));
    int id = each.field("id").smallInteger();
    Map<String, double[]> drawn = new TreeMap<>();
    for (Vector test : each.field("tests").elements()) {
      tally.section(
          test,
          () -> {
            BlockBootstrap bootstrap = bootstrap(test, x, seed, id);
            String key = test.field("method").text() + bootstrap.block();
            double[] deviations =
                drawn.computeIfAbsent(key, k -> bootstrap.deviations(1, MONTE_CARLO_DRAWS));
            checkTest(test, bootstrap, deviations, tally);
          });
    }
  }

  private static void checkBlockLength(Vector pw, BlockLength actual, Tally tally) {
    tally.known(pw, Set.of("m_hat", "M", "b_sb", "b_cb"));
    if (actual.lag() == BlockLength.NONE) {
      tally.absent(pw.expected("m_hat"));
      tally.absent(pw.expected("M"));
    } else {
      tally.exact(pw.expected("m_hat"), (long) actual.lag());
      tally.exact(pw.expected("M"), (long) actual.bandwidth());
    }
    tally.exact(pw.expected("b_sb"), actual.stationary());
    tally.exact(pw.expected("b_cb"), actual.circular());
  }

  /**
   * @param deviations of the first {@link #MONTE_CARLO_DRAWS} replicates, drawn in one go
   */
  private static void checkTest(
      Vector test, BlockBootstrap bootstrap, double[] deviations, Tally tally) {
    tally.known(test, TEST);
    int draws = test.field("B").smallInteger();
    Vector h = test.field("h");
    int stopAt = h.isNull() ? BlockBootstrap.NEVER : h.smallInteger();
    BootstrapResult result = bootstrap.test(draws, stopAt);
    if (draws <= deviations.length && !bootstrap.judge(deviations, draws, stopAt).equals(result)) {
      throw new IllegalStateException("replicates drawn beforehand judge differently");
    }
    checkResult(test.field("result"), result, tally);
    boolean resampled = !result.degenerate();
    boolean stationary = resampled && method(test.field("method")) == BlockMethod.STATIONARY;
    if (resampled || test.has("first_indices")) {
      checkIndices(test.field("first_indices"), bootstrap, tally);
    }
    if (stationary || test.has("restart_threshold_u32")) {
      tally.exact(test.expected("restart_threshold_u32"), bootstrap.restartThreshold());
    }
    if (stationary || test.has("independent_mc")) {
      checkMonteCarlo(test.field("independent_mc"), deviations, result.mean(), tally);
    }
  }

  private static void checkResult(Vector expected, BootstrapResult actual, Tally tally) {
    tally.known(expected, RESULT);
    tally.exact(expected.expected("n"), (long) actual.n());
    tally.exact(expected.expected("mean"), actual.mean());
    tally.exact(expected.expected("block"), actual.block());
    tally.exact(expected.expected("p"), actual.p());
    tally.exact(expected.expected("draws"), (long) actual.draws());
    tally.exact(expected.expected("stopped"), actual.stopped());
    tally.exact(expected.expected("degenerate"), actual.degenerate());
    Vector bounds = expected.expected("ci");
    if (actual.degenerate()) {
      tally.absent(expected.expected("exceed"));
      tally.absent(bounds);
      return;
    }
    tally.exact(expected.expected("exceed"), (long) actual.exceed());
    if (bounds.isObject()) {
      tally.known(bounds, BOUNDS);
    }
    tally.exact(bounds.expected("lo95"), actual.lo95());
    tally.exact(bounds.expected("hi95"), actual.hi95());
    tally.exact(bounds.expected("lo90"), actual.lo90());
    tally.exact(bounds.expected("hi90"), actual.hi90());
  }

  /** The file holds equally many indices of the first replicates. */
  private static void checkIndices(Vector expected, BlockBootstrap bootstrap, Tally tally) {
    List<Vector> replicates = expected.elements();
    int kept = replicates.stream().mapToInt(each -> each.elements().size()).max().orElse(0);
    for (int b = 0; b < replicates.size(); b++) {
      int[] all = bootstrap.indices(b + 1);
      int[] actual = Arrays.copyOf(all, Math.min(kept, all.length));
      List<Vector> first = tally.paired(replicates.get(b), actual.length);
      for (int i = 0; i < first.size(); i++) {
        tally.exact(first.get(i), (long) actual[i]);
      }
    }
  }

  /**
   * A stationary bootstrap with another generator: ours, drawn as often, agrees within the error of
   * the two simulations.
   */
  private static void checkMonteCarlo(
      Vector expected, double[] deviations, double mean, Tally tally) {
    tally.known(expected, Set.of("p", "draws", "boot_sd"));
    double n = deviations.length;
    double other = expected.field("draws").integer();
    double p = (1.0 + Arrays.stream(deviations).filter(each -> each >= mean).count()) / (n + 1.0);
    double noise = STANDARD_ERRORS * Math.sqrt(p * (1.0 - p) * (1.0 / n + 1.0 / other));
    tally.close(expected.expected("p"), p, noise, 0.0);
    double sum = 0.0;
    double squares = 0.0;
    double fourths = 0.0;
    for (double each : deviations) {
      sum += each;
      squares += each * each;
      fourths += each * each * each * each;
    }
    double variance = squares / n - sum / n * (sum / n);
    double excess = fourths / n / (variance * variance) - 1.0; // kurtosis - 1
    double relative = STANDARD_ERRORS * 0.5 * Math.sqrt(excess * (1.0 / n + 1.0 / other));
    double deviation = Math.sqrt(variance);
    tally.close(expected.expected("boot_sd"), deviation, relative * deviation, 0.0);
  }

  private static BlockBootstrap bootstrap(Vector test, double[] x, long seed, int id) {
    BlockMethod method = method(test.field("method"));
    if (test.has("block") && !test.field("block").isNull()) {
      return BlockBootstrap.of(x, method, test.field("block").number(), seed, id);
    }
    return BlockBootstrap.of(x, method, seed, id);
  }

  private static BlockMethod method(Vector name) {
    return Arrays.stream(BlockMethod.values())
        .filter(each -> each.name().equals(name.text()))
        .findFirst()
        .orElseThrow(() -> new MalformedVector(name.place(), "unknown method " + name.text()));
  }
}

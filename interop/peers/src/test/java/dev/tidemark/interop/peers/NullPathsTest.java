package dev.tidemark.interop.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.MeanReversion;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.Bootstrap;
import dev.tidemark.analysis.params.Costs;
import dev.tidemark.analysis.params.FalseDiscovery;
import dev.tidemark.analysis.params.GridConfig;
import dev.tidemark.analysis.params.NullPaths;
import dev.tidemark.analysis.params.SignalType;
import dev.tidemark.analysis.params.TradeSide;
import dev.tidemark.analysis.params.WalkForward;
import dev.tidemark.analysis.params.Windows;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.Evidence;
import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.random.Purpose;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two years of 5-minute bars with holes, 999 null paths, nothing stopped early: a second
 * implementation, compiled by numba from the specification, counts the same exceedances in every
 * tested cell. What each took is printed as a ratio; it decides nothing.
 */
class NullPathsTest {
  private static final LocalDate START = LocalDate.of(2022, 1, 1);
  private static final LocalDate END = LocalDate.of(2023, 12, 31);
  private static final int PATHS = 999;
  private static final long SEED = 0xC0FFEE_0DDBA11L;
  private static final GridConfig CONFIG = new GridConfig(20, 2.0, 0.5, null);
  private static final OperatingSystemMXBean OS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  @TempDir Path directory;

  @Test
  void numbaCountsTheSameExceedances() throws Exception {
    Numba numba = Numba.require();
    SessionBars bars = walk();
    AnalysisResult[] last = new AnalysisResult[1];
    double ours = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 4; i++) {
      long[] cpu = new long[Execution.Phase.values().length];
      last[0] =
          MeanReversion.run(
              params(),
              bars,
              null,
              new Execution(
                  1, (phase, share) -> cpu[phase.ordinal()] = OS.getProcessCpuTime(), () -> false));
      long spent = cpu[Execution.Phase.PATHS.ordinal()] - cpu[Execution.Phase.BOOTSTRAP.ordinal()];
      ours = Math.min(ours, spent / 1e9);
    }
    Path input = directory.resolve("case.json");
    Files.writeString(input, new JsonMapper().writeValueAsString(input(bars, last[0])));

    JsonNode theirs = numba.nullPaths(input);

    List<CellResult> cells = new ArrayList<>(last[0].cells());
    cells.add(last[0].pooled());
    int compared = 0;
    for (CellResult cell : cells) {
      Evidence evidence = cell.evidence();
      if (evidence != null) {
        assertThat(theirs.get("exceed").get(cell.cell()).asInt())
            .as("cell %s", cell.cell())
            .isEqualTo(evidence.pathExceed());
        assertThat(evidence.pathDraws()).isEqualTo(PATHS);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(20);
    double peer = theirs.get("seconds").asDouble();
    double millions = (double) bars.bars() * PATHS / 1e6;
    System.out.printf(
        "null paths, %d cells equal: ours %.1f Mbar/s/core, numba %.1f Mbar/s/core, ratio %.2f%n",
        compared, millions / ours, millions / peer, peer / ours);
  }

  private static AnalysisParams params() {
    return new AnalysisParams(
        "WALK",
        Timeframe.M5,
        START,
        END,
        CalendarId.XNYS,
        new Windows(60, Arrays.asList(DayOfWeek.values()).subList(0, 5), Windows.Mode.EACH_DAY),
        SignalType.ZSCORE,
        List.of(CONFIG),
        TradeSide.BOTH,
        12,
        false,
        new Costs(Costs.Mode.BARS, 1.0, 5.0, 5, true),
        new WalkForward(126, 21, 1, WalkForward.Mode.ROLLING, 3),
        30,
        20,
        new Bootstrap(Bootstrap.Method.STATIONARY, 999, 100, null),
        new NullPaths(PATHS, PATHS + 1),
        new FalseDiscovery(FalseDiscovery.Method.BH, 0.10),
        SEED);
  }

  /**
   * A random walk of 10 basis points per bar, in cents; every 97th bar and 30 in a row are missing.
   */
  private static SessionBars walk() {
    List<Session> sessions = TradingCalendar.of(CalendarId.XNYS).sessions(START, END);
    SessionBars.Builder bars = new SessionBars.Builder(Timeframe.M5, sessions, 0.01);
    PhiloxStream noise = PhiloxStream.of(7, Purpose.SYNTH, 0, 0);
    double price = 100;
    int t = 0;
    for (Session session : sessions) {
      for (int k = 0; k < SessionGrid.bars(session, Timeframe.M5); k++, t++) {
        BigDecimal open = cents(price);
        price *= 1 + 0.001 * noise.nextNormal();
        BigDecimal close = cents(price);
        boolean missing = t % 97 == 0 || t % 5_000 >= 4_970;
        if (!missing) {
          bars.bar(
              SessionGrid.bar(session, Timeframe.M5, k).startNanos(),
              open,
              open.max(close),
              open.min(close),
              close,
              BigDecimal.valueOf(1_000),
              null);
        }
      }
    }
    return bars.build();
  }

  private static BigDecimal cents(double price) {
    return BigDecimal.valueOf(price).setScale(2, RoundingMode.HALF_EVEN);
  }

  private static Map<String, Object> input(SessionBars bars, AnalysisResult result) {
    int sessions = bars.sessions().size();
    int bins = result.binsPerDay();
    int cells = 5 * bins + 1;
    TreeSet<Integer> oos = new TreeSet<>();
    Arrays.stream(result.oosSessions()).forEach(oos::add);
    int[] cellOf = new int[bars.bars()];
    boolean[][] eligible = new boolean[cells][sessions];
    for (int s = 0; s < sessions; s++) {
      int day = bars.sessions().get(s).date().getDayOfWeek().getValue() - 1;
      eligible[cells - 1][s] = oos.contains(s);
      for (int k = 0; k < bars.bars(s); k++) {
        int cell = day * bins + k / 12;
        cellOf[bars.offset(s) + k] = cell;
        eligible[cell][s] = oos.contains(s);
      }
    }
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("open", nullable(bars.open()));
    input.put("close", nullable(bars.close()));
    int[] offsets = new int[sessions + 1];
    Arrays.setAll(offsets, bars::offset);
    input.put("offsets", offsets);
    boolean[] test = new boolean[sessions];
    oos.forEach(s -> test[s] = true);
    input.put("oos", test);
    input.put("cell_of", cellOf);
    input.put("eligible", eligible);
    input.put("lookback", CONFIG.lookback());
    input.put("entry", CONFIG.entry());
    input.put("exit", CONFIG.exit());
    input.put("max_holding", 12);
    input.put("seed", Long.toUnsignedString(SEED));
    input.put("paths", PATHS);
    return input;
  }

  private static List<@Nullable Double> nullable(double[] column) {
    List<@Nullable Double> values = new ArrayList<>();
    for (double x : column) {
      values.add(Double.isNaN(x) ? null : x);
    }
    return values;
  }
}

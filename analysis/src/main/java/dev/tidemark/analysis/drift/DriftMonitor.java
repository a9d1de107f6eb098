package dev.tidemark.analysis.drift;

import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.PricePath;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.evidence.CellGrid;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.GridConfig;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.Trade;
import dev.tidemark.analysis.signal.Signals;
import dev.tidemark.analysis.simulate.Fills;
import dev.tidemark.analysis.simulate.Schedule;
import dev.tidemark.analysis.simulate.TradeBook;
import dev.tidemark.analysis.simulate.TradeLog;
import dev.tidemark.analysis.simulate.TradeMachine;
import dev.tidemark.analysis.simulate.TradeRules;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.indicator.Primitives;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Follows passing cells after the horizon of their analysis: the configuration of the last fold is
 * traded on, and compared with the out-of-sample sessions (spec §4.12).
 */
public final class DriftMonitor {
  private static final double BPS = 1e4;

  /**
   * How one passing cell went on.
   *
   * @param sessions live sessions in which the cell could trade
   * @param meanNetBps per live trade; NaN without one
   * @param alarmOn session on which the net returns had fallen too far
   */
  public record CellDrift(
      int cell,
      int sessions,
      int trades,
      double meanNetBps,
      LiveDrift drift,
      @Nullable LocalDate alarmOn) {}

  private final AnalysisResult reference;
  private final SessionBars bars;
  private final SessionLayout layout;
  private final CellGrid cells;

  private DriftMonitor(AnalysisResult reference, SessionBars bars) {
    this.reference = reference;
    this.bars = bars;
    this.layout = SessionLayout.of(bars);
    this.cells = CellGrid.of(reference.params().windows(), bars, layout);
  }

  /**
   * Judges all passing cells, by id.
   *
   * @param bars the sessions of the analysis, so that signals are warm, and those after it
   * @param quotes for these bars; needed in cost mode QUOTES
   * @throws TidemarkException INVALID_ARGUMENT if the bars do not begin with the analysed sessions
   */
  public static List<CellDrift> of(
      AnalysisResult reference, SessionBars bars, @Nullable BarQuotes quotes) {
    requireContinuation(reference.bars(), bars);
    DriftMonitor monitor = new DriftMonitor(reference, bars);
    AnalysisParams params = reference.params();
    GridConfig config = params.grid().get(reference.folds().getLast().config());
    PricePath prices = PricePath.of(bars);
    double[] signals =
        Signals.of(params.signal(), config.lookback(), monitor.layout, prices, bars.volume());
    List<Trade> trades = monitor.trades(config, prices, signals, quotes);
    List<CellDrift> drifts = new ArrayList<>();
    for (CellResult cell : reference.cells()) {
      if (cell.status() == CellResult.Status.PASS) {
        drifts.add(monitor.cell(cell.cell(), signals, trades));
      }
    }
    return drifts;
  }

  private static void requireContinuation(SessionBars analysed, SessionBars bars) {
    int known = analysed.sessions().size();
    if (bars.sessions().size() < known
        || !bars.sessions().subList(0, known).equals(analysed.sessions())
        || bars.interval() != analysed.interval()) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "The bars do not continue the analysis",
          "they do not begin with the sessions that were analysed",
          "Read them from the start of the horizon on, at the same interval");
    }
  }

  /** Positions opened in live sessions. */
  private List<Trade> trades(
      GridConfig config, PricePath prices, double[] signals, @Nullable BarQuotes quotes) {
    AnalysisParams params = reference.params();
    TradeLog log = new TradeLog();
    Schedule schedule = Schedule.of(layout, params.allowOvernight(), cells::tradable);
    new TradeMachine(TradeRules.of(config, params), schedule, log)
        .run(0, layout.bars(), prices.open(), prices.close(), signals);
    Fills fills = Fills.of(params.costs(), bars.tickSize(), quotes);
    int live = layout.offset(reference.bars().sessions().size());
    List<Trade> trades = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      int entry = log.entryBar(i);
      if (entry >= live) {
        trades.add(TradeBook.price(log, i, fills, signals, 0, -1, cells.cell(entry)));
      }
    }
    return trades;
  }

  private CellDrift cell(int id, double[] signals, List<Trade> live) {
    int known = reference.bars().sessions().size();
    int[] sessions = cells.eligible(id, IntStream.range(known, layout.sessions()).toArray());
    List<Trade> trades = live.stream().filter(trade -> trade.cell() == id).toList();
    LiveDrift drift =
        LiveDrift.of(
            signals(id, reference.oosSignals(), 0, reference.oosSignals().length),
            signals(id, signals, layout.offset(known), signals.length),
            net(cells.eligible(id, reference.oosSessions()), id, reference.trades()),
            net(sessions, id, trades));
    double[] nets = trades.stream().mapToDouble(Trade::net).toArray();
    return new CellDrift(
        id,
        sessions.length,
        nets.length,
        nets.length == 0 ? Double.NaN : Primitives.mean(nets, 0, nets.length) * BPS,
        drift,
        drift.alarm() < 0 ? null : bars.sessions().get(sessions[drift.alarm()]).date());
  }

  private double[] signals(int id, double[] signals, int from, int to) {
    return IntStream.range(from, to)
        .filter(t -> !Double.isNaN(signals[t]) && cells.cell(t) == id)
        .mapToDouble(t -> signals[t])
        .toArray();
  }

  /** Sums of the trades entered per session, 0 where there is none. */
  private double[] net(int[] sessions, int id, List<Trade> trades) {
    double[] net = new double[sessions.length];
    for (Trade trade : trades) {
      int at = Arrays.binarySearch(sessions, layout.session(trade.entryBar()));
      if (trade.cell() == id && at >= 0) {
        net[at] += trade.net();
      }
    }
    return net;
  }
}

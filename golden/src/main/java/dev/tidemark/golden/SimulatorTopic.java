package dev.tidemark.golden;

import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.params.Costs;
import dev.tidemark.analysis.params.TradeSide;
import dev.tidemark.analysis.result.Trade;
import dev.tidemark.analysis.simulate.Fills;
import dev.tidemark.analysis.simulate.Schedule;
import dev.tidemark.analysis.simulate.TradeBook;
import dev.tidemark.analysis.simulate.TradeLog;
import dev.tidemark.analysis.simulate.TradeMachine;
import dev.tidemark.analysis.simulate.TradeRules;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** 10: bars and a signal to trades, under several rules. */
final class SimulatorTopic implements GoldenTopic {

  private static final double NO_SPREAD = 0;
  private static final Set<String> PARAMS =
      Set.of(
          "entry",
          "exit",
          "stop",
          "side",
          "max_hold",
          "allow_overnight",
          "cost_mode",
          "bps_per_side",
          "fallback_half_spread_bps",
          "tick_size");
  private static final Set<String> TRADE =
      Set.of(
          "dir",
          "entry_bar",
          "entry_sess",
          "entry_k",
          "entry_price",
          "signal",
          "imputed",
          "exit_bar",
          "exit_price",
          "exit_reason",
          "at_close",
          "gross",
          "cost",
          "net",
          "gross_ref",
          "held");

  @Override
  public String prefix() {
    return "10_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    List<Vector> bars = file.json().field("bars").elements();
    SessionLayout layout = layout(bars);
    double[] signal = file.json().field("signal").numbers();
    if (signal.length != bars.size()) {
      throw new MalformedVector("signal", "expected one per bar");
    }
    Vector runs = file.json().field("runs");
    for (String name : runs.names()) {
      Vector run = runs.field(name);
      tally.section(run, () -> checkRun(run, bars, layout, signal, tally));
    }
  }

  private static void checkRun(
      Vector run, List<Vector> bars, SessionLayout layout, double[] signal, Tally tally) {
    Vector params = run.field("params");
    unknown(params, PARAMS, tally);
    TradeRules rules = rules(params);
    TradeLog log = new TradeLog();
    new TradeMachine(rules, Schedule.of(layout, rules.allowOvernight(), session -> true), log)
        .run(0, layout.bars(), column(bars, "o"), column(bars, "c"), signal);
    Fills fills = fills(params, bars);
    List<Vector> expected = tally.paired(run.expected("trades"), log.size());
    for (int i = 0; i < expected.size(); i++) {
      checkTrade(expected.get(i), TradeBook.price(log, i, fills, signal, 0, 0, 0), layout, tally);
    }
  }

  private static void checkTrade(Vector expected, Trade trade, SessionLayout layout, Tally tally) {
    unknown(expected, TRADE, tally);
    tally.exact(expected.expected("dir"), trade.direction());
    tally.exact(expected.expected("entry_bar"), trade.entryBar());
    tally.exact(expected.expected("entry_sess"), layout.session(trade.entryBar()));
    tally.exact(expected.expected("entry_k"), layout.number(trade.entryBar()));
    tally.exact(expected.expected("entry_price"), trade.entryPrice());
    tally.exact(expected.expected("signal"), trade.entrySignal());
    tally.exact(expected.expected("imputed"), trade.imputed());
    tally.exact(expected.expected("exit_bar"), trade.exitBar());
    tally.exact(expected.expected("exit_price"), trade.exitPrice());
    tally.exact(expected.expected("exit_reason"), trade.reason().name());
    tally.exact(expected.expected("at_close"), trade.atClose());
    tally.exact(expected.expected("gross"), trade.gross());
    tally.exact(expected.expected("cost"), trade.cost());
    tally.exact(expected.expected("net"), trade.net());
    tally.exact(expected.expected("gross_ref"), trade.grossRef());
    tally.exact(expected.expected("held"), trade.held());
  }

  /** Fields that nothing computes fail. */
  static void unknown(Vector place, Set<String> known, Tally tally) {
    for (String name : place.names()) {
      if (!known.contains(name)) {
        tally.notBuilt(name);
      }
    }
  }

  private static TradeRules rules(Vector params) {
    return new TradeRules(
        params.field("entry").number(),
        params.field("exit").number(),
        number(params, "stop", Double.POSITIVE_INFINITY),
        params.has("side") ? side(params.field("side")) : TradeSide.BOTH,
        params.field("max_hold").smallInteger(),
        params.has("allow_overnight") && params.field("allow_overnight").flag());
  }

  private static Fills fills(Vector params, List<Vector> bars) {
    boolean quotes = params.has("cost_mode") && params.field("cost_mode").text().equals("QUOTES");
    Costs costs =
        new Costs(
            quotes ? Costs.Mode.QUOTES : Costs.Mode.BARS,
            params.field("bps_per_side").number(),
            number(params, "fallback_half_spread_bps", NO_SPREAD),
            0,
            true);
    return Fills.of(
        costs,
        number(params, "tick_size", 0),
        quotes
            ? new BarQuotes(
                column(bars, "bid"),
                column(bars, "ask"),
                column(bars, "bid_c"),
                column(bars, "ask_c"))
            : null);
  }

  static TradeSide side(Vector name) {
    for (TradeSide side : TradeSide.values()) {
      if (side.name().equals(name.text())) {
        return side;
      }
    }
    throw new MalformedVector(name.place(), "unknown side " + name.text());
  }

  private static double number(Vector params, String name, double absent) {
    return params.has(name) && !params.field(name).isNull() ? params.field(name).number() : absent;
  }

  /** A column of the bars; an absent field is no value. */
  private static double[] column(List<Vector> bars, String name) {
    return bars.stream()
        .mapToDouble(bar -> bar.has(name) ? bar.field(name).number() : Double.NaN)
        .toArray();
  }

  /** Sessions as the bars tell them; a bar must be where its numbers say. */
  private static SessionLayout layout(List<Vector> bars) {
    int sessions = bars.isEmpty() ? 0 : bars.getLast().field("sess").smallInteger() + 1;
    int[] sizes = new int[sessions];
    for (Vector bar : bars) {
      int session = bar.field("sess").smallInteger();
      if (session < 0 || session >= sessions) {
        throw new MalformedVector(bar.place(), "sessions are out of order");
      }
      sizes[session] = bar.field("last").smallInteger() + 1;
    }
    SessionLayout layout = SessionLayout.of(sizes);
    if (layout.bars() != bars.size()) {
      throw new MalformedVector("bars", "expected every grid bar of every session");
    }
    for (int t = 0; t < bars.size(); t++) {
      Vector bar = bars.get(t);
      if (bar.field("sess").smallInteger() != layout.session(t)
          || bar.field("k").smallInteger() != layout.number(t)) {
        throw new MalformedVector(bar.place(), "not the next bar of the grid");
      }
    }
    return layout;
  }
}

package dev.tidemark.analysis.report;

import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.Trade;
import java.util.List;

/**
 * {@code trades.csv}: the out-of-sample trades by entry. Times are fills in UTC; returns are
 * fractions of unit notional.
 */
public final class TradesCsv {
  private static final List<String> COLUMNS =
      List.of(
          "trade",
          "session",
          "fold",
          "config",
          "cell",
          "direction",
          "entry_time",
          "entry_price",
          "entry_signal",
          "exit_time",
          "exit_price",
          "exit_reason",
          "held_bars",
          "gross",
          "cost",
          "net",
          "gross_ref",
          "imputed");

  private TradesCsv() {}

  public static byte[] bytes(AnalysisResult result) {
    BarTimes times = new BarTimes(result.bars());
    CsvTable table = new CsvTable(COLUMNS);
    int number = 0;
    for (Trade trade : result.trades()) {
      int session = times.session(trade.entryBar());
      table
          .whole(++number)
          .text(result.bars().sessions().get(session).date().toString())
          .whole(trade.fold())
          .whole(trade.config())
          .text(trade.cell() < 0 ? null : Integer.toString(trade.cell()))
          .text(trade.direction() > 0 ? "LONG" : "SHORT")
          .text(times.start(trade.entryBar()).toString())
          .number(trade.entryPrice())
          .number(trade.entrySignal())
          .text(exitTime(trade, times))
          .number(trade.exitPrice())
          .text(trade.reason().name())
          .whole(trade.held())
          .number(trade.gross())
          .number(trade.cost())
          .number(trade.net())
          .number(trade.grossRef())
          .text(trade.imputed() ? "true" : "false")
          .end();
    }
    return table.bytes();
  }

  private static String exitTime(Trade trade, BarTimes times) {
    return (trade.atClose() ? times.end(trade.exitBar()) : times.start(trade.exitBar())).toString();
  }
}

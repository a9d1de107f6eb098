package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.result.Trade;
import dev.tidemark.analysis.result.YearResult;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Trades by the calendar year of the session of their entry. */
final class Years {
  private Years() {}

  static List<YearResult> of(CellSample sample, Setting setting) {
    TreeMap<Integer, List<Trade>> byYear = new TreeMap<>();
    for (Trade trade : sample.trades()) {
      int session = setting.layout().session(trade.entryBar());
      int year = setting.bars().sessions().get(session).date().getYear();
      byYear.computeIfAbsent(year, first -> new ArrayList<>()).add(trade);
    }
    List<YearResult> years = new ArrayList<>();
    byYear.forEach(
        (year, trades) -> {
          double total = 0.0;
          for (Trade trade : trades) {
            total += trade.net();
          }
          years.add(
              new YearResult(
                  year, trades.size(), 1e4 * Statistics.mean(trades, Trade::net), total));
        });
    return years;
  }
}

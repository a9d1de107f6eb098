package dev.tidemark.app.parity;

import dev.tidemark.app.parity.log.ParityLog;
import dev.tidemark.app.parity.log.SeriesLog;
import dev.tidemark.core.model.Instrument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which logs are disturbed under which seeds.
 *
 * @param logs undisturbed, each of another name
 * @param seed the first
 * @param seeds how many, each of every log
 * @param most records of a log under one seed; a longer log is cut to a random stretch
 */
public record Plan(List<SeriesLog> logs, long seed, int seeds, int most) {
  public Plan {
    logs = unique(logs);
  }

  /** How many series that makes. */
  public int series() {
    return logs.size() * seeds;
  }

  /** The disturbed log of a number below {@link #series}; made anew at each call. */
  SeriesLog disturbed(int number) {
    return ParityLog.of(logs.get(number % logs.size()), seed + number / logs.size(), most);
  }

  /** Undisturbed records of all series together. */
  public long records() {
    return seeds * logs.stream().mapToLong(log -> Math.min(most, log.records().size())).sum();
  }

  /** Two files may tell of one instrument: each is a market of its own here. */
  private static List<SeriesLog> unique(List<SeriesLog> logs) {
    Set<String> taken = new HashSet<>();
    List<SeriesLog> all = new ArrayList<>();
    for (SeriesLog log : logs) {
      Instrument as = log.instrument();
      String symbol = as.symbol();
      for (int n = 2; !taken.add(log.source() + '/' + symbol); n++) {
        symbol = as.symbol() + "." + n;
      }
      all.add(
          new SeriesLog(
              log.source(),
              new Instrument(
                  symbol,
                  as.assetClass(),
                  as.calendar(),
                  as.tickSize(),
                  as.includeClosingAuction()),
              log.records()));
    }
    return List.copyOf(all);
  }
}

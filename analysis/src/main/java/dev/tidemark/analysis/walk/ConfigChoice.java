package dev.tidemark.analysis.walk;

import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.simulate.Fills;
import dev.tidemark.analysis.simulate.TradeLog;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Chooses a configuration per fold: the greatest t-statistic of net session sums over the training
 * sessions, the first of equals. Reuses its arrays; not thread-safe.
 */
public final class ConfigChoice {
  private final List<TrainTest> folds;
  private final SessionLayout layout;
  private final Fills fills;
  private final int[] rank;
  private final double[] sums;
  private final int[] firstTrade;
  private double[] net = new double[0];

  /**
   * @param tradable the sessions that count; those in which nothing may be traded do not
   */
  public ConfigChoice(
      List<TrainTest> folds, SessionLayout layout, IntPredicate tradable, Fills fills) {
    this.folds = folds;
    this.layout = layout;
    this.fills = fills;
    int sessions = layout.sessions();
    rank = new int[sessions + 1];
    for (int s = 0; s < sessions; s++) {
      rank[s + 1] = rank[s] + (tradable.test(s) ? 1 : 0);
    }
    sums = new double[sessions];
    firstTrade = new int[sessions + 1];
  }

  /** Index of the chosen configuration, per fold. */
  public int[] choose(List<TradeLog> logs) {
    int[] chosen = new int[folds.size()];
    if (logs.size() == 1) {
      return chosen;
    }
    double[] best = new double[folds.size()];
    for (int config = 0; config < logs.size(); config++) {
      TradeLog log = logs.get(config);
      index(log);
      for (int k = 0; k < chosen.length; k++) {
        double t = t(log, folds.get(k));
        if (config == 0 || t > best[k]) {
          best[k] = t;
          chosen[k] = config;
        }
      }
    }
    return chosen;
  }

  private void index(TradeLog log) {
    if (net.length < log.size()) {
      net = new double[2 * log.size()];
    }
    int session = 0;
    for (int i = 0; i < log.size(); i++) {
      net[i] = fills.net(log, i);
      for (int entry = layout.session(log.entryBar(i)); session <= entry; session++) {
        firstTrade[session] = i;
      }
    }
    Arrays.fill(firstTrade, session, firstTrade.length, log.size());
  }

  /** A trade that is still open when training ends is not known there. */
  private double t(TradeLog log, TrainTest fold) {
    int first = rank[fold.trainFrom()];
    int n = rank[fold.trainTo()] - first;
    Arrays.fill(sums, 0, n, 0.0);
    for (int i = firstTrade[fold.trainFrom()]; i < firstTrade[fold.trainTo()]; i++) {
      if (layout.session(log.exitBar(i)) < fold.trainTo()) {
        sums[rank[layout.session(log.entryBar(i))] - first] += net[i];
      }
    }
    return TStatistic.of(sums, 0, n);
  }
}

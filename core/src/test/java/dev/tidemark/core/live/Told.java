package dev.tidemark.core.live;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.QuarantineReason;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.Timeframe;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a fold said, in order. */
final class Told implements FoldOutput {
  final List<String> lines = new ArrayList<>();
  private final List<Timeframe> timeframes = new ArrayList<>();
  private final List<BarRevision> bars = new ArrayList<>();
  final List<FeatureRevision> features = new ArrayList<>();
  final List<AlertRevision> alerts = new ArrayList<>();

  List<BarRevision> bars(Timeframe timeframe) {
    List<BarRevision> of = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      if (timeframes.get(i) == timeframe) {
        of.add(bars.get(i));
      }
    }
    return of;
  }

  @Override
  public void accepted(Trade record) {
    lines.add("accepted " + record.tradeId());
  }

  @Override
  public void accepted(Quote record) {
    lines.add("accepted quote " + record.tsNanos());
  }

  @Override
  public void repeated(Trade record) {
    lines.add("repeated " + record.tradeId());
  }

  @Override
  public void repeated(Quote record) {
    lines.add("repeated quote " + record.tsNanos());
  }

  @Override
  public void quarantined(Trade record, QuarantineReason reason) {
    lines.add(reason + " " + record.tradeId());
  }

  @Override
  public void quarantined(Quote record, QuarantineReason reason) {
    lines.add(reason + " quote " + record.tsNanos());
  }

  @Override
  public void bar(Timeframe timeframe, BarRevision revision) {
    timeframes.add(timeframe);
    bars.add(revision);
    lines.add(timeframe + " " + revision);
  }

  @Override
  public void features(FeatureRevision revision) {
    features.add(revision);
  }

  @Override
  public void alert(AlertRevision revision) {
    alerts.add(revision);
  }
}

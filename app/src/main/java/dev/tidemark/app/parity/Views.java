package dev.tidemark.app.parity;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.QuarantineReason;
import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.live.FoldOutput;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.Timeframe;
import java.util.ArrayList;
import java.util.List;

/** One series read at several times, the last of which is the end. */
final class Views implements FoldOutput {
  private final List<View> all = new ArrayList<>();

  /** {@code times}: to read as known at, besides the end. */
  Views(List<Long> times) {
    times.forEach(time -> all.add(new View(time)));
    all.add(new View(Long.MAX_VALUE));
  }

  /** As known at those times. */
  List<View> past() {
    return all.subList(0, all.size() - 1);
  }

  View last() {
    return all.getLast();
  }

  @Override
  public void bar(Timeframe timeframe, BarRevision revision) {
    all.forEach(view -> view.bar(timeframe, revision));
  }

  @Override
  public void features(FeatureRevision revision) {
    all.forEach(view -> view.features(revision));
  }

  @Override
  public void alert(AlertRevision revision) {
    all.forEach(view -> view.alert(revision));
  }

  @Override
  public void accepted(Trade record) {}

  @Override
  public void accepted(Quote record) {}

  @Override
  public void repeated(Trade record) {}

  @Override
  public void repeated(Quote record) {}

  @Override
  public void quarantined(Trade record, QuarantineReason reason) {}

  @Override
  public void quarantined(Quote record, QuarantineReason reason) {}
}

package dev.tidemark.app.parity;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.QuarantineReason;
import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.FeatureGroup;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.live.FoldOutput;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.Timeframe;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What is known of a series at one time: of every bar and minute the greatest revision known by
 * then. Revisions may come in any order and more than once, as from a topic.
 */
public final class View implements FoldOutput {
  static final List<Timeframe> TIMEFRAMES = List.of(Timeframe.S1, Timeframe.S5, Timeframe.M1);

  private final long knownNanos;
  private final Map<Timeframe, NavigableMap<Long, BarRevision>> bars =
      new EnumMap<>(Timeframe.class);
  private final Map<FeatureGroup, NavigableMap<Long, FeatureRevision>> features =
      new EnumMap<>(FeatureGroup.class);
  private final NavigableMap<String, AlertRevision> alerts = new TreeMap<>();

  /** {@code knownNanos}: {@link Long#MAX_VALUE} for all that was ever told. */
  public View(long knownNanos) {
    this.knownNanos = knownNanos;
    TIMEFRAMES.forEach(timeframe -> bars.put(timeframe, new TreeMap<>()));
    for (FeatureGroup group : FeatureGroup.values()) {
      features.put(group, new TreeMap<>());
    }
  }

  long knownNanos() {
    return knownNanos;
  }

  /** What is left when what has no content any more is left out. */
  public Known known() {
    Known known = new Known();
    TIMEFRAMES.forEach(timeframe -> known.bars(timeframe).putAll(bars(timeframe)));
    for (FeatureGroup group : FeatureGroup.values()) {
      known.features(group).putAll(features(group));
    }
    alerts.values().stream()
        .filter(each -> each.status() == AlertRevision.Status.FINAL)
        .forEach(each -> known.alert(each.id(), each.alert()));
    return known;
  }

  private NavigableMap<Long, Bar> bars(Timeframe timeframe) {
    NavigableMap<Long, Bar> found = new TreeMap<>();
    of(timeframe)
        .forEach((label, each) -> each.content().ifPresent(content -> found.put(label, content)));
    return found;
  }

  private NavigableMap<Long, double[]> features(FeatureGroup group) {
    NavigableMap<Long, double[]> found = new TreeMap<>();
    of(group)
        .forEach(
            (label, each) -> {
              if (each.values().length > 0) {
                found.put(label, each.values());
              }
            });
    return found;
  }

  /** Number of revision and knowledge time of the last content of every bar. */
  NavigableMap<Long, BarRevision> revisions(Timeframe timeframe) {
    return of(timeframe);
  }

  @Override
  public void bar(Timeframe timeframe, BarRevision revision) {
    if (revision.knownNanos() <= knownNanos) {
      of(timeframe)
          .merge(revision.startNanos(), revision, (a, b) -> b.revision() > a.revision() ? b : a);
    }
  }

  @Override
  public void features(FeatureRevision revision) {
    if (revision.knownNanos() <= knownNanos) {
      of(revision.group())
          .merge(revision.startNanos(), revision, (a, b) -> b.revision() > a.revision() ? b : a);
    }
  }

  @Override
  public void alert(AlertRevision revision) {
    if (revision.knownNanos() <= knownNanos) {
      alerts.merge(revision.id(), revision, (a, b) -> b.status().compareTo(a.status()) > 0 ? b : a);
    }
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

  private NavigableMap<Long, BarRevision> of(Timeframe timeframe) {
    return bars.computeIfAbsent(timeframe, absent -> new TreeMap<>());
  }

  private NavigableMap<Long, FeatureRevision> of(FeatureGroup group) {
    return features.computeIfAbsent(group, absent -> new TreeMap<>());
  }
}

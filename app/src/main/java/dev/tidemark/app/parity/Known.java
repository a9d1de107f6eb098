package dev.tidemark.app.parity;

import dev.tidemark.core.live.FeatureGroup;
import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.time.Timeframe;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Bars, features and final alerts of a series, by label and by time. */
public final class Known {
  private final Map<Timeframe, NavigableMap<Long, Bar>> bars = new EnumMap<>(Timeframe.class);
  private final Map<FeatureGroup, NavigableMap<Long, double[]>> features =
      new EnumMap<>(FeatureGroup.class);
  private final NavigableMap<String, LargeTradeAlert> alerts = new TreeMap<>();

  public NavigableMap<Long, Bar> bars(Timeframe timeframe) {
    return bars.computeIfAbsent(timeframe, absent -> new TreeMap<>());
  }

  /** Values in the order of the group's features. */
  public NavigableMap<Long, double[]> features(FeatureGroup group) {
    return features.computeIfAbsent(group, absent -> new TreeMap<>());
  }

  /** By id. */
  public NavigableMap<String, LargeTradeAlert> alerts() {
    return alerts;
  }

  void alert(String id, LargeTradeAlert alert) {
    alerts.put(id, alert);
  }
}

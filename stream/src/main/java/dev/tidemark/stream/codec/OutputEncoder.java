package dev.tidemark.stream.codec;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.stream.registry.SchemaRegistry;
import dev.tidemark.stream.schema.TopicSchema;
import java.util.List;

/** Values of the topics of bars, features and alerts. Not thread-safe. */
public final class OutputEncoder {
  private final WireWriter wire = new WireWriter();
  private final int barSchema;
  private final int featuresSchema;
  private final int alertSchema;

  /** Registers the schemas, if they are not. */
  public OutputEncoder(SchemaRegistry registry) {
    barSchema = id(registry, TopicSchema.BAR);
    featuresSchema = id(registry, TopicSchema.FEATURES);
    alertSchema = id(registry, TopicSchema.ALERT);
  }

  public byte[] bar(String source, String instrument, Timeframe timeframe, BarRevision revision) {
    wire.begin(barSchema)
        .text(source)
        .text(instrument)
        .text(timeframe.code())
        .integer(revision.startNanos())
        .integer(revision.revision())
        .integer(revision.knownNanos())
        .bool(revision.content().isPresent());
    revision.content().ifPresentOrElse(this::content, this::noContent);
    return wire.end();
  }

  public byte[] features(String source, String instrument, FeatureRevision revision) {
    wire.begin(featuresSchema)
        .text(source)
        .text(instrument)
        .text(revision.group().name())
        .integer(revision.startNanos())
        .integer(revision.closeNanos())
        .integer(revision.revision())
        .integer(revision.knownNanos());
    double[] values = revision.values();
    if (values.length > 0) {
      List<String> names = revision.group().features();
      wire.integer(values.length);
      for (int i = 0; i < values.length; i++) {
        wire.text(names.get(i));
        if (Double.isNaN(values[i])) {
          wire.integer(0);
        } else {
          wire.integer(1).real(values[i]);
        }
      }
    }
    return wire.integer(0).end();
  }

  public byte[] alert(String source, String instrument, AlertRevision revision) {
    return wire.begin(alertSchema)
        .text(source)
        .text(instrument)
        .text(revision.id())
        .integer(
            switch (revision.status()) {
              case PROVISIONAL -> 0;
              case FINAL -> 1;
              case WITHDRAWN -> 2;
            })
        .integer(revision.alert().tsNanos())
        .integer(revision.knownNanos())
        .text(revision.alert().firstId())
        .text(revision.alert().secondId())
        .text(revision.alert().thirdId())
        .end();
  }

  private void content(Bar bar) {
    wire.integer(1).integer(bar.endNanos()).bool(bar.partial());
    wire.integer(1).decimal(bar.open());
    wire.integer(1).decimal(bar.high());
    wire.integer(1).decimal(bar.low());
    wire.integer(1).decimal(bar.close());
    wire.integer(1).decimal(bar.volume());
    wire.integer(1).decimal(bar.notional());
    wire.integer(1).decimal(bar.buyVolume());
    wire.integer(1).decimal(bar.sellVolume());
    wire.integer(bar.tradeCount());
    bar.vwap()
        .ifPresentOrElse(
            vwap -> wire.integer(1).decimal(Int128.of(vwap, Decimals.VWAP_SCALE)),
            () -> wire.integer(0));
  }

  private void noContent() {
    wire.integer(0).bool(false);
    for (int i = 0; i < 8; i++) {
      wire.integer(0);
    }
    wire.integer(0).integer(0);
  }

  private static int id(SchemaRegistry registry, TopicSchema schema) {
    return registry.register(schema.subject(), schema.schema());
  }
}

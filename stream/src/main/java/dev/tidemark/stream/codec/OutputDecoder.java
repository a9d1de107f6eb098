package dev.tidemark.stream.codec;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.FeatureGroup;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.stream.event.AlertTold;
import dev.tidemark.stream.event.BarTold;
import dev.tidemark.stream.event.FeaturesTold;
import dev.tidemark.stream.registry.SchemaRegistry;
import dev.tidemark.stream.schema.TopicSchema;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads values of the topics of bars, features and alerts. Not thread-safe. */
public final class OutputDecoder {
  private final WireReader wire = WireReader.ofMany();
  private final Rewriting bars;
  private final Rewriting features;
  private final Rewriting alerts;

  public OutputDecoder(SchemaRegistry registry) {
    bars = new Rewriting(registry, TopicSchema.BAR.schema());
    features = new Rewriting(registry, TopicSchema.FEATURES.schema());
    alerts = new Rewriting(registry, TopicSchema.ALERT.schema());
  }

  public BarTold bar(byte[] value) throws RefusedRecordException {
    return read(bars, value, this::bar);
  }

  public FeaturesTold features(byte[] value) throws RefusedRecordException {
    return read(features, value, this::features);
  }

  public AlertTold alert(byte[] value) throws RefusedRecordException {
    return read(alerts, value, this::alert);
  }

  @FunctionalInterface
  private interface Body<T> {
    T read() throws IOException;
  }

  private <T> T read(Rewriting schemas, byte[] value, Body<T> body) throws RefusedRecordException {
    wire.over(schemas.ours(value), WireFrame.BYTES);
    try {
      T told = body.read();
      wire.finish();
      return told;
    } catch (RefusedRecordException e) {
      throw e.of(WireFrame.schema(value));
    } catch (IOException | RuntimeException e) {
      throw WireReader.bad(String.valueOf(e.getMessage())).of(WireFrame.schema(value));
    }
  }

  private BarTold bar() throws IOException {
    String source = wire.readString();
    String instrument = wire.readString();
    Timeframe timeframe = Timeframe.parse(wire.readString());
    long start = wire.readLong();
    int revision = wire.readInt();
    long known = wire.readLong();
    Optional<Bar> content = Optional.empty();
    if (wire.readBoolean()) {
      content = Optional.of(content(start));
    } else {
      noContent();
    }
    return new BarTold(
        source, instrument, timeframe, new BarRevision(start, revision, known, content));
  }

  private Bar content(long start) throws IOException {
    there();
    long end = wire.readLong();
    boolean partial = wire.readBoolean();
    long open = price();
    long high = price();
    long low = price();
    long close = price();
    Int128 volume = sum();
    Int128 notional = sum();
    Int128 buy = sum();
    Int128 sell = sum();
    long trades = wire.readLong();
    if (wire.readIndex() == 1) {
      wire.readDecimal128();
    }
    return new Bar(
        start, end, partial, open, high, low, close, volume, notional, buy, sell, trades);
  }

  private void noContent() throws IOException {
    absent();
    wire.readBoolean();
    for (int i = 0; i < 8; i++) {
      absent();
    }
    wire.readLong();
    absent();
  }

  private FeaturesTold features() throws IOException {
    String source = wire.readString();
    String instrument = wire.readString();
    FeatureGroup group = FeatureGroup.valueOf(wire.readString());
    long start = wire.readLong();
    long close = wire.readLong();
    int revision = wire.readInt();
    long known = wire.readLong();
    List<String> names = group.features();
    double[] values = {};
    for (long items = wire.readMapStart(); items > 0; items = wire.mapNext()) {
      if (values.length == 0) {
        values = new double[names.size()];
        Arrays.fill(values, Double.NaN);
      }
      for (long i = 0; i < items; i++) {
        int at = names.indexOf(wire.readString());
        double value = wire.readIndex() == 0 ? Double.NaN : wire.readDouble();
        if (at >= 0) {
          values[at] = value;
        }
      }
    }
    return new FeaturesTold(
        source, instrument, new FeatureRevision(group, start, close, revision, known, values));
  }

  private AlertTold alert() throws IOException {
    String source = wire.readString();
    String instrument = wire.readString();
    String id = wire.readString();
    AlertRevision.Status status =
        switch (wire.readEnum()) {
          case 0 -> AlertRevision.Status.PROVISIONAL;
          case 1 -> AlertRevision.Status.FINAL;
          case 2 -> AlertRevision.Status.WITHDRAWN;
          default -> throw WireReader.bad("no such status");
        };
    long ts = wire.readLong();
    long known = wire.readLong();
    LargeTradeAlert alert =
        new LargeTradeAlert(ts, wire.readString(), wire.readString(), wire.readString());
    return new AlertTold(source, instrument, new AlertRevision(id, status, alert, known));
  }

  private long price() throws IOException {
    there();
    return wire.readDecimal();
  }

  private Int128 sum() throws IOException {
    there();
    return wire.readDecimal128();
  }

  private void there() throws IOException {
    if (wire.readIndex() != 1) {
      throw WireReader.bad("a bar that is present lacks a value");
    }
  }

  private void absent() throws IOException {
    if (wire.readIndex() != 0) {
      throw WireReader.bad("a bar that is not present has a value");
    }
  }
}

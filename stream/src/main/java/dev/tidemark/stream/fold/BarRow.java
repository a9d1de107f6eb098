package dev.tidemark.stream.fold;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Timeframe;
import java.util.Optional;

/**
 * A {@link BarRevision} as fields that Flink can serialise. Sums are 128 bits, high and low word.
 */
public final class BarRow {
  /** Code of a {@link Timeframe}. */
  public String timeframe = "";

  public long startNanos;
  public int revision;
  public long knownNanos;

  /** False when no price-forming trade is left in the bar; the fields below say nothing then. */
  public boolean present;

  public long endNanos;
  public boolean partial;
  public long open;
  public long high;
  public long low;
  public long close;
  public long volumeHigh;
  public long volumeLow;
  public long notionalHigh;
  public long notionalLow;
  public long buyVolumeHigh;
  public long buyVolumeLow;
  public long sellVolumeHigh;
  public long sellVolumeLow;
  public long tradeCount;

  public static BarRow of(Timeframe timeframe, BarRevision revision) {
    BarRow row = new BarRow();
    row.timeframe = timeframe.code();
    row.startNanos = revision.startNanos();
    row.revision = revision.revision();
    row.knownNanos = revision.knownNanos();
    revision.content().ifPresent(row::fill);
    return row;
  }

  private void fill(Bar bar) {
    present = true;
    endNanos = bar.endNanos();
    partial = bar.partial();
    open = bar.open();
    high = bar.high();
    low = bar.low();
    close = bar.close();
    volumeHigh = bar.volume().high();
    volumeLow = bar.volume().low();
    notionalHigh = bar.notional().high();
    notionalLow = bar.notional().low();
    buyVolumeHigh = bar.buyVolume().high();
    buyVolumeLow = bar.buyVolume().low();
    sellVolumeHigh = bar.sellVolume().high();
    sellVolumeLow = bar.sellVolume().low();
    tradeCount = bar.tradeCount();
  }

  public Timeframe timeframe() {
    return Timeframe.parse(timeframe);
  }

  public BarRevision revision() {
    return new BarRevision(
        startNanos, revision, knownNanos, present ? Optional.of(bar()) : Optional.empty());
  }

  private Bar bar() {
    return new Bar(
        startNanos,
        endNanos,
        partial,
        open,
        high,
        low,
        close,
        new Int128(volumeHigh, volumeLow),
        new Int128(notionalHigh, notionalLow),
        new Int128(buyVolumeHigh, buyVolumeLow),
        new Int128(sellVolumeHigh, sellVolumeLow),
        tradeCount);
  }
}

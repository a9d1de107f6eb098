package dev.tidemark.app.torture;

import dev.tidemark.app.parity.View;
import dev.tidemark.app.parity.log.Heartbeats;
import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.bars.QuarantineReason;
import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.live.FoldOutput;
import dev.tidemark.core.live.InstrumentFold;
import dev.tidemark.core.live.InstrumentRules;
import dev.tidemark.core.live.MemoryFoldStore;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a tape comes to when nobody is killed: its first records through the fold in memory. */
final class UndisturbedStream {
  /** One symbol. */
  static final class Series implements FoldOutput {
    private final Instrument instrument;
    private final View view = new View(Long.MAX_VALUE);
    private final RowPrints accepted = new RowPrints();
    private final RowPrints setAside = new RowPrints();

    Series(Instrument instrument) {
      this.instrument = instrument;
    }

    Instrument instrument() {
      return instrument;
    }

    View view() {
      return view;
    }

    /** Records that belong to the log. */
    RowPrints accepted() {
      return accepted;
    }

    /** Records that are dead letters. */
    RowPrints setAside() {
      return setAside;
    }

    @Override
    public void accepted(Trade record) {
      StreamPrints.add(accepted, record);
    }

    @Override
    public void quarantined(Trade record, QuarantineReason reason) {
      StreamPrints.add(setAside, record);
    }

    @Override
    public void bar(Timeframe timeframe, BarRevision revision) {
      view.bar(timeframe, revision);
    }

    @Override
    public void features(FeatureRevision revision) {
      view.features(revision);
    }

    @Override
    public void alert(AlertRevision revision) {
      view.alert(revision);
    }

    @Override
    public void accepted(Quote record) {}

    @Override
    public void repeated(Trade record) {}

    @Override
    public void repeated(Quote record) {}

    @Override
    public void quarantined(Quote record, QuarantineReason reason) {}
  }

  private UndisturbedStream() {}

  /**
   * The first {@code records} of a tape. One symbol after the other, because a fold keeps all
   * records of two days; what is left of each are fingerprints and what was made of them.
   */
  static List<Series> of(StreamTape tape, long records, Consumer<String> progress) {
    List<Series> all = new ArrayList<>();
    for (int symbol = 0; symbol < StreamTape.SYMBOLS; symbol++) {
      progress.accept(
          "what the records come to undisturbed: %d of %d series"
              .formatted(symbol, StreamTape.SYMBOLS));
      all.add(series(tape, records, symbol));
    }
    return all;
  }

  private static Series series(StreamTape tape, long records, int symbol) {
    Instrument instrument = tape.instruments().get(symbol);
    Series series = new Series(instrument);
    InstrumentFold fold =
        InstrumentFold.open(
            StreamTape.SOURCE + '/' + instrument.symbol(),
            new InstrumentRules(TradingCalendar.of(instrument.calendar()), false),
            LatenessPolicy.DEFAULT,
            new MemoryFoldStore());
    Heartbeats heartbeats = new Heartbeats();
    for (long number = 0; number < records; number++) {
      long heartbeat = heartbeats.before(tape.knownNanos(number));
      if (heartbeat != Long.MIN_VALUE) {
        fold.clock(heartbeat, series);
      }
      if (number % StreamTape.SYMBOLS == symbol) {
        fold.trade(tape.at(number), series);
      }
    }
    fold.clock(Heartbeats.afterTrades(tape.knownNanos(records)), series);
    series.accepted.sort();
    series.setAside.sort();
    return series;
  }
}

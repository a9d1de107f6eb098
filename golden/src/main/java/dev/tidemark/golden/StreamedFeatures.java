package dev.tidemark.golden;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.bars.QuarantineReason;
import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.live.FoldOutput;
import dev.tidemark.core.live.InstrumentFold;
import dev.tidemark.core.live.InstrumentRules;
import dev.tidemark.core.live.MemoryFoldStore;
import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.util.ArrayList;
import java.util.List;

/** Alerts and features of quotes through the fold of everything, each record known at once. */
final class StreamedFeatures implements FoldOutput {
  private static final InstrumentRules RULES =
      new InstrumentRules(TradingCalendar.of(CalendarId.CRYPTO_24X7), false);
  private static final long HOUR = 3_600_000_000_000L;

  private final List<LargeTradeAlert> alerts = new ArrayList<>();
  private final List<FeatureRevision> features = new ArrayList<>();

  private StreamedFeatures() {}

  static List<LargeTradeAlert> alerts(List<Trade> trades) {
    StreamedFeatures out = new StreamedFeatures();
    InstrumentFold fold = open();
    trades.forEach(trade -> fold.trade(trade, out));
    if (!trades.isEmpty()) {
      fold.clock(trades.getLast().knownNanos() + HOUR, out);
    }
    return out.alerts;
  }

  static List<FeatureRevision> features(List<Quote> quotes) {
    StreamedFeatures out = new StreamedFeatures();
    InstrumentFold fold = open();
    quotes.forEach(quote -> fold.quote(quote, out));
    if (!quotes.isEmpty()) {
      fold.clock(quotes.getLast().knownNanos() + HOUR, out);
    }
    return out.features;
  }

  private static InstrumentFold open() {
    return InstrumentFold.open("golden", RULES, LatenessPolicy.DEFAULT, new MemoryFoldStore());
  }

  @Override
  public void alert(AlertRevision revision) {
    if (revision.status() == AlertRevision.Status.FINAL) {
      alerts.add(revision.alert());
    }
  }

  @Override
  public void features(FeatureRevision revision) {
    features.add(revision);
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

  @Override
  public void bar(Timeframe timeframe, BarRevision revision) {}
}

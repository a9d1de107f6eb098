package dev.tidemark.golden;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.BarRevisions;
import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.bars.QuarantineReason;
import dev.tidemark.core.bars.StreamStep;
import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.live.FoldOutput;
import dev.tidemark.core.live.InstrumentFold;
import dev.tidemark.core.live.InstrumentRules;
import dev.tidemark.core.live.MemoryFoldStore;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.Timeframe;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stream of trades led to.
 *
 * @param reasons one per record set aside
 */
record StreamedBars(
    List<BarRevision> emissions, List<Trade> quarantine, List<QuarantineReason> reasons) {

  private StreamedBars() {
    this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** Through the fold of one timeframe. */
  static StreamedBars ofRevisions(List<Trade> records, BarRules rules, LatenessPolicy policy) {
    StreamedBars streamed = new StreamedBars();
    BarRevisions fold = new BarRevisions(rules, policy);
    for (Trade record : records) {
      StreamStep step = fold.accept(record);
      streamed.emissions.addAll(step.revisions());
      step.quarantine().ifPresent(reason -> streamed.setAside(record, reason));
    }
    return streamed;
  }

  /** Through the fold of everything, which goes to its store and back after every record. */
  static StreamedBars ofFold(List<Trade> records, BarRules rules, LatenessPolicy policy) {
    StreamedBars streamed = new StreamedBars();
    InstrumentRules instrument =
        new InstrumentRules(rules.calendar(), rules.includeClosingAuction());
    MemoryFoldStore store = new MemoryFoldStore();
    FoldOutput out = streamed.new Only(rules.timeframe());
    for (Trade record : records) {
      InstrumentFold fold = InstrumentFold.open("golden", instrument, policy, store);
      fold.trade(record, out);
      fold.flush();
    }
    return streamed;
  }

  private void setAside(Trade record, QuarantineReason reason) {
    quarantine.add(record);
    reasons.add(reason);
  }

  /** Takes the bars of one timeframe and what is set aside. */
  private final class Only implements FoldOutput {
    private final Timeframe timeframe;

    Only(Timeframe timeframe) {
      this.timeframe = timeframe;
    }

    @Override
    public void bar(Timeframe of, BarRevision revision) {
      if (of == timeframe) {
        emissions.add(revision);
      }
    }

    @Override
    public void quarantined(Trade record, QuarantineReason reason) {
      setAside(record, reason);
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
    public void quarantined(Quote record, QuarantineReason reason) {}

    @Override
    public void features(FeatureRevision revision) {}

    @Override
    public void alert(AlertRevision revision) {}
  }
}

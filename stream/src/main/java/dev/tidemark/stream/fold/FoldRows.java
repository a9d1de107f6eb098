package dev.tidemark.stream.fold;

import dev.tidemark.core.bars.BarRevision;
import dev.tidemark.core.bars.QuarantineReason;
import dev.tidemark.core.live.AlertRevision;
import dev.tidemark.core.live.FeatureRevision;
import dev.tidemark.core.live.FoldOutput;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.stream.deadletter.LetterReason;
import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.job.JobCounters;
import java.util.Objects;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/** Sends on what the folds of a subtask say, one after the other. */
final class FoldRows implements FoldOutput {
  private final Output<StreamRecord<LiveRow>> output;
  private final JobCounters counters;
  private @Nullable SeriesHeader header;
  private @Nullable MarketEvent event;

  FoldRows(Output<StreamRecord<LiveRow>> output, JobCounters counters) {
    this.output = output;
    this.counters = counters;
  }

  /** Whose fold speaks next, and about which record; null when the clock is what it hears of. */
  void about(SeriesHeader series, @Nullable MarketEvent record) {
    header = series;
    event = record;
  }

  void refuse(MarketEvent refused, LetterReason reason, String detail) {
    counters.dead(reason);
    output.collect(Decoding.LETTERS, new StreamRecord<>(Letter.of(refused, reason, detail)));
  }

  @Override
  public void accepted(Trade record) {
    record("trades");
  }

  @Override
  public void accepted(Quote record) {
    record("quotes");
  }

  @Override
  public void repeated(Trade record) {
    counters.count("repeated");
  }

  @Override
  public void repeated(Quote record) {
    counters.count("repeated");
  }

  @Override
  public void quarantined(Trade record, QuarantineReason reason) {
    late(reason);
  }

  @Override
  public void quarantined(Quote record, QuarantineReason reason) {
    late(reason);
  }

  @Override
  public void bar(Timeframe timeframe, BarRevision revision) {
    LiveRow row = row();
    row.bar = BarRow.of(timeframe, revision);
    counters.count("bars");
    send(row);
  }

  @Override
  public void features(FeatureRevision revision) {
    LiveRow row = row();
    row.features = FeatureRow.of(revision);
    counters.count("features");
    send(row);
  }

  @Override
  public void alert(AlertRevision revision) {
    LiveRow row = row();
    row.alert = AlertRow.of(revision);
    counters.count("alerts." + revision.status());
    send(row);
  }

  private void record(String kind) {
    LiveRow row = row();
    MarketEvent accepted = Objects.requireNonNull(event);
    accepted.rawKey = null;
    accepted.rawValue = null;
    row.record = accepted;
    counters.count(kind);
    send(row);
  }

  private void late(QuarantineReason reason) {
    counters.count("late");
    refuse(
        Objects.requireNonNull(event),
        LetterReason.valueOf(reason.name()),
        "it would change a bar that closed too long before it was known");
  }

  private LiveRow row() {
    return Objects.requireNonNull(header).row();
  }

  private void send(LiveRow row) {
    output.collect(new StreamRecord<>(row));
  }
}

package dev.tidemark.core.bars;

import static dev.tidemark.core.bars.TradeLog.CRYPTO;
import static dev.tidemark.core.bars.TradeLog.MINUTE;
import static dev.tidemark.core.bars.TradeLog.NOON;
import static dev.tidemark.core.bars.TradeLog.SECOND;
import static dev.tidemark.core.bars.TradeLog.trade;
import static dev.tidemark.core.bars.TradeLog.units;
import static dev.tidemark.core.bars.TradeLog.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BarRevisionsTest {

  private static final BarRules M1 = BarRules.of(CRYPTO, Timeframe.M1);
  private static final long HOUR = 60 * MINUTE;
  private static final Trade FIRST = trade("first", NOON, "10", "1");

  private final BarRevisions fold = new BarRevisions(M1);

  /** A trade that closes every bar which ends at or before the instant. */
  private void closeThrough(long nanos) {
    fold.accept(trade("close-" + nanos, nanos + 10 * SECOND, "1", "1"));
  }

  private static Trade late(Trade trade, long known) {
    return Trade.of(
        trade.tradeId(), trade.tsNanos(), trade.seq(), trade.price(), trade.size(), known);
  }

  @Test
  void aBarIsEmittedWhenTheWatermarkReachesItsEnd() {
    fold.accept(FIRST);
    assertThat(fold.accept(trade("b", NOON + 70 * SECOND - 1, "11", "1")).revisions()).isEmpty();
    StreamStep step = fold.accept(trade("c", NOON + 70 * SECOND, "12", "1"));
    assertThat(step.revisions()).hasSize(1);
    BarRevision revision = step.revisions().getFirst();
    assertThat(revision.startNanos()).isEqualTo(NOON);
    assertThat(revision.revision()).isZero();
    assertThat(revision.knownNanos()).isEqualTo(NOON + 70 * SECOND);
    assertThat(revision.content()).map(Bar::close).contains(units("10"));
  }

  @Test
  void severalBarsCloseInTheOrderOfTheirLabels() {
    fold.accept(trade("b", NOON + MINUTE, "1", "1"));
    fold.accept(FIRST);
    assertThat(fold.accept(trade("c", NOON + HOUR, "1", "1")).revisions())
        .extracting(BarRevision::startNanos)
        .containsExactly(NOON, NOON + MINUTE);
  }

  @Test
  void anIdleBarIsEmittedByTheClock() {
    fold.accept(FIRST);
    assertThat(fold.idle(NOON + 75 * SECOND - 1).revisions()).isEmpty();
    assertThat(fold.idle(NOON + 75 * SECOND).revisions())
        .extracting(BarRevision::knownNanos)
        .containsExactly(NOON + 75 * SECOND);
    assertThat(fold.idle(NOON + 80 * SECOND).revisions()).isEmpty();
  }

  @Test
  void aLateTradeRevisesItsBarWithItsOwnKnowledgeTime() {
    fold.accept(FIRST);
    closeThrough(NOON + MINUTE);
    long known = NOON + HOUR;
    StreamStep step = fold.accept(late(trade("late", NOON + 1, "9", "2"), known));
    assertThat(step.revisions()).extracting(BarRevision::revision).containsExactly(1);
    assertThat(step.revisions()).extracting(BarRevision::knownNanos).containsExactly(known);
    assertThat(step.revisions().getFirst().content()).map(Bar::low).contains(units("9"));
  }

  @Test
  void aLateTradeOfAnEmptyBarIsItsFirstRevision() {
    closeThrough(NOON + MINUTE);
    assertThat(fold.accept(late(FIRST, NOON + HOUR)).revisions())
        .extracting(BarRevision::revision)
        .containsExactly(0);
  }

  @Test
  void aRecordThatChangesNothingIsNotEmitted() {
    fold.accept(FIRST);
    closeThrough(NOON + MINUTE);
    Trade same = version(FIRST, 2, TradeOp.CORRECT, NOON, "10", NOON + HOUR);
    assertThat(fold.accept(same).revisions()).isEmpty();
    Trade stale = version(FIRST, 1, TradeOp.CORRECT, NOON, "55", NOON + HOUR);
    assertThat(fold.accept(stale).revisions()).isEmpty();
  }

  @Test
  void aVanishedBarIsARevisionWithoutContentAndMayComeBack() {
    fold.accept(FIRST);
    closeThrough(NOON + MINUTE);
    StreamStep gone = fold.accept(version(FIRST, 2, TradeOp.CANCEL, NOON, "10", NOON + HOUR));
    assertThat(gone.revisions()).extracting(BarRevision::revision).containsExactly(1);
    assertThat(gone.revisions().getFirst().content()).isEmpty();
    StreamStep back = fold.accept(version(FIRST, 3, TradeOp.CORRECT, NOON, "12", NOON + HOUR + 1));
    assertThat(back.revisions()).extracting(BarRevision::revision).containsExactly(2);
    assertThat(back.revisions().getFirst().content()).map(Bar::open).contains(units("12"));
  }

  @Test
  void aTradeThatMovesRevisesBothBars() {
    fold.accept(FIRST);
    fold.accept(trade("b", NOON + MINUTE, "20", "1"));
    closeThrough(NOON + 2 * MINUTE);
    Trade moved = version(FIRST, 2, TradeOp.CORRECT, NOON + MINUTE + 1, "10", NOON + HOUR);
    List<BarRevision> revisions = fold.accept(moved).revisions();
    assertThat(revisions).extracting(BarRevision::startNanos).containsExactly(NOON, NOON + MINUTE);
    assertThat(revisions.getFirst().content()).isEmpty();
    assertThat(revisions.getLast().content()).map(Bar::close).contains(units("10"));
  }

  @Test
  void aCorrectionThatComesBeforeItsTradeWins() {
    fold.accept(version(FIRST, 2, TradeOp.CORRECT, NOON, "11", NOON));
    fold.accept(FIRST);
    assertThat(fold.idle(NOON + HOUR).revisions().getFirst().content())
        .map(Bar::open)
        .contains(units("11"));
  }

  @Test
  void aRecordAfterTheGraceIsSetAside() {
    fold.accept(FIRST);
    closeThrough(NOON + MINUTE);
    long last = NOON + MINUTE + 48 * HOUR;
    assertThat(fold.accept(late(trade("late", NOON + 1, "9", "2"), last)).quarantine()).isEmpty();
    StreamStep step = fold.accept(late(trade("later", NOON + 1, "9", "2"), last + 1));
    assertThat(step.quarantine()).contains(QuarantineReason.TOO_LATE);
    assertThat(step.revisions()).isEmpty();
  }

  @Test
  void aMoveOutOfABarAfterTheGraceIsSetAside() {
    fold.accept(FIRST);
    long known = NOON + MINUTE + 48 * HOUR + 1;
    Trade moved = version(FIRST, 2, TradeOp.CORRECT, NOON + 47 * HOUR, "10", known);
    assertThat(fold.accept(moved).quarantine()).contains(QuarantineReason.TOO_LATE);
  }

  @Test
  void recordsSetAsideDoNotMoveTheWatermark() {
    fold.accept(FIRST);
    Trade late = Trade.of("x", NOON + MINUTE + HOUR, 0, 1, 1, NOON + 100 * HOUR);
    assertThat(fold.accept(late).quarantine()).isPresent();
    assertThat(fold.closedThroughNanos()).isEqualTo(NOON - 10 * SECOND);
  }

  @Test
  void aTradeOutsideEverySessionMayBeCorrectedIntoOne() {
    BarRevisions xnys =
        new BarRevisions(BarRules.of(TradingCalendar.of(CalendarId.XNYS), Timeframe.M1));
    long open = NOON + 150 * MINUTE;
    Trade early = trade("a", open - 1, "10", "1");
    assertThat(xnys.accept(early).quarantine()).isEmpty();
    xnys.accept(version(early, 2, TradeOp.CORRECT, open, "10", open + 1));
    assertThat(xnys.idle(open + HOUR).revisions())
        .extracting(BarRevision::startNanos)
        .containsExactly(open);
  }

  @Test
  void stateStaysSmallBecauseOldBarsAreForgotten() {
    for (int hour = 0; hour < 200; hour++) {
      fold.accept(trade("T" + hour, NOON + hour * HOUR, "1", "1"));
    }
    assertThat(fold.openBars()).hasSizeLessThan(51);
    assertThat(fold.state().length).isLessThan(20_000);
  }

  @Property(tries = 150)
  void theLastRevisionsAreTheBatchBars(@ForAll long seed) {
    BarRevisions stream = new BarRevisions(M1);
    Map<Long, Bar> current = new TreeMap<>();
    List<Trade> records = TradeLog.records(seed, false);
    for (Trade record : records) {
      stream.accept(record).revisions().forEach(revision -> apply(current, revision));
      List<Bar> known = TradeBars.asKnown(records, record.knownNanos(), M1);
      assertThat(current.values())
          .as("as known at %d, unless two records share the time", record.knownNanos())
          .allSatisfy(
              bar -> assertThat(bar.endNanos()).isLessThanOrEqualTo(stream.closedThroughNanos()));
      if (isLastOfItsTime(records, record)) {
        assertThat(current.values())
            .containsExactlyElementsOf(
                known.stream().filter(b -> b.endNanos() <= stream.closedThroughNanos()).toList());
      }
    }
    stream.idle(NOON + 24 * HOUR).revisions().forEach(revision -> apply(current, revision));
    assertThat(current.values())
        .containsExactlyElementsOf(TradeBars.asKnown(records, Long.MAX_VALUE, M1));
  }

  private static boolean isLastOfItsTime(List<Trade> records, Trade record) {
    int next = records.indexOf(record) + 1;
    return next == records.size() || records.get(next).knownNanos() > record.knownNanos();
  }

  private static void apply(Map<Long, Bar> current, BarRevision revision) {
    revision
        .content()
        .ifPresentOrElse(
            bar -> current.put(bar.startNanos(), bar), () -> current.remove(revision.startNanos()));
  }

  @Property(tries = 60)
  void goingThroughBytesAfterEveryRecordChangesNothing(@ForAll long seed) {
    BarRevisions straight = new BarRevisions(M1);
    BarRevisions restored = new BarRevisions(M1);
    List<StreamStep> steps = new ArrayList<>();
    List<StreamStep> restoredSteps = new ArrayList<>();
    for (Trade record : TradeLog.records(seed, false)) {
      steps.add(straight.accept(record));
      restored = BarRevisions.restore(M1, LatenessPolicy.DEFAULT, restored.state());
      restoredSteps.add(restored.accept(record));
    }
    assertThat(restoredSteps).isEqualTo(steps);
    assertThat(restored.state()).isEqualTo(straight.state());
  }

  @Test
  void damagedStateIsRefused() {
    fold.accept(FIRST);
    byte[] state = fold.state();
    for (byte[] damaged :
        List.of(
            new byte[0],
            Arrays.copyOf(state, state.length - 1),
            Arrays.copyOf(state, state.length + 1))) {
      assertThatThrownBy(() -> BarRevisions.restore(M1, LatenessPolicy.DEFAULT, damaged))
          .isInstanceOfSatisfying(
              TidemarkException.class,
              error -> assertThat(error.code()).isEqualTo(ErrorCode.CORRUPT));
    }
  }

  @Test
  void anImpossiblePolicyIsRefused() {
    assertThatThrownBy(() -> new LatenessPolicy(-1, 0, 0)).hasMessageContaining("not possible");
    assertThatThrownBy(() -> new LatenessPolicy(10, 0, 5)).hasMessageContaining("not possible");
  }
}

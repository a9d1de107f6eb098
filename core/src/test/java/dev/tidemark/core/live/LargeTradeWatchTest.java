package dev.tidemark.core.live;

import static dev.tidemark.core.live.FeatureLog.NOON;
import static dev.tidemark.core.live.FeatureLog.SECOND;
import static dev.tidemark.core.live.FeatureLog.UNIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.live.AlertRevision.Status;
import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargeTradeWatchTest {
  private static final String KEY = "coinbase/BTC-USD";

  private final MemoryFoldStore store = new MemoryFoldStore();
  private final Told told = new Told();
  private final List<Trade> log = new ArrayList<>();
  private LargeTradeWatch watch = LargeTradeWatch.open(KEY, store);

  LargeTradeWatchTest() {
    for (int i = 0; i < 100; i++) {
      tell(Trade.of("small" + i, NOON - 100 * SECOND + i, 0, UNIT, UNIT, NOON - 100 * SECOND + i));
    }
  }

  private static Trade large(String id, long ts, long known) {
    return Trade.of(id, ts, 0, UNIT, 10 * UNIT, known);
  }

  private static Trade version(Trade trade, int version, TradeOp op) {
    return new Trade(
        trade.tradeId(),
        version,
        op,
        trade.tsNanos(),
        trade.seq(),
        trade.price(),
        trade.size(),
        trade.knownNanos(),
        null,
        true,
        true,
        true);
  }

  private void tell(Trade record) {
    boolean first = log.stream().noneMatch(each -> each.tradeId().equals(record.tradeId()));
    log.add(record);
    if (first) {
      watch.trade(record, told);
    } else {
      watch.again(record, told);
    }
    watch.flush();
    watch = LargeTradeWatch.open(KEY, store);
  }

  private List<Status> statuses() {
    return told.alerts.stream().map(AlertRevision::status).toList();
  }

  @Test
  void threeLargeTradesAreAnAlertAtOnceAndFinalTenSecondsAfterTheLast() {
    tell(large("a", NOON, NOON));
    tell(large("b", NOON + SECOND, NOON + SECOND));
    tell(large("c", NOON + 2 * SECOND, NOON + 3 * SECOND));
    LargeTradeAlert alert = new LargeTradeAlert(NOON + 2 * SECOND, "a", "b", "c");
    String id = AlertIds.of(KEY, alert);
    assertThat(told.alerts)
        .containsExactly(new AlertRevision(id, Status.PROVISIONAL, alert, NOON + 3 * SECOND));
    assertThat(watch.nextDeadlineNanos()).isEqualTo(NOON + 10 * SECOND + 1);
    watch.clock(NOON + 12 * SECOND, told);
    assertThat(statuses()).containsExactly(Status.PROVISIONAL);
    watch.clock(NOON + 12 * SECOND + 1, told);
    assertThat(told.alerts.getLast())
        .isEqualTo(new AlertRevision(id, Status.FINAL, alert, NOON + 12 * SECOND));
    assertThat(watch.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theNameOfAnAlertDoesNotDependOnTheOrderInWhichItsTradesCame() {
    tell(large("c", NOON + 2 * SECOND, NOON + 3 * SECOND));
    tell(large("a", NOON, NOON + 4 * SECOND));
    tell(large("b", NOON + SECOND, NOON + 5 * SECOND));
    watch.clock(NOON + 60 * SECOND, told);
    assertThat(statuses()).containsExactly(Status.PROVISIONAL, Status.FINAL);
    assertThat(told.alerts.getFirst().id()).isEqualTo(told.alerts.getLast().id());
  }

  @Test
  void anAlertThatOtherTradesMakeIsWithdrawn() {
    tell(large("b", NOON + SECOND, NOON + SECOND));
    tell(large("c", NOON + 2 * SECOND, NOON + 2 * SECOND));
    tell(large("d", NOON + 3 * SECOND, NOON + 3 * SECOND));
    tell(large("a", NOON, NOON + 4 * SECOND));
    watch.clock(NOON + 60 * SECOND, told);
    assertThat(told.alerts)
        .extracting(each -> each.status() + " " + each.alert().thirdId())
        .containsExactly("PROVISIONAL d", "FINAL c", "WITHDRAWN d");
    assertThat(told.alerts.getLast().knownNanos()).isEqualTo(NOON + 13 * SECOND);
  }

  @Test
  void whatIsKnownLaterThanTenSecondsIsNotJudged() {
    tell(large("a", NOON, NOON + 10 * SECOND));
    tell(large("b", NOON + SECOND, NOON + 11 * SECOND));
    tell(large("c", NOON + 2 * SECOND, NOON + 12 * SECOND + 1));
    watch.clock(NOON + 60 * SECOND, told);
    assertThat(told.alerts).isEmpty();
    tell(large("d", NOON + 61 * SECOND, NOON + 62 * SECOND));
    assertThat(statuses()).containsExactly(Status.PROVISIONAL);
  }

  @Test
  void ofRecordsToldAtTheSameTimeTheLeastVersionIsTheFirst() {
    Trade c = large("c", NOON + 2 * SECOND, NOON + 2 * SECOND);
    tell(large("a", NOON, NOON));
    tell(large("b", NOON + SECOND, NOON + SECOND));
    tell(version(c, 2, TradeOp.CANCEL));
    assertThat(told.alerts).isEmpty();
    tell(c);
    watch.clock(NOON + 60 * SECOND, told);
    assertThat(statuses()).containsExactly(Status.PROVISIONAL, Status.FINAL);
    assertThat(BatchFeatures.alerts(KEY, log)).containsExactly(told.alerts.getLast());
  }

  @Test
  void aProvisionalAlertOfATradeThatWasNotToldFirstIsWithdrawn() {
    Trade c = large("c", NOON + 2 * SECOND, NOON + 2 * SECOND);
    tell(large("a", NOON, NOON));
    tell(large("b", NOON + SECOND, NOON + SECOND));
    tell(version(c, 2, TradeOp.NEW));
    tell(version(c, 1, TradeOp.CANCEL));
    watch.clock(NOON + 60 * SECOND, told);
    assertThat(statuses()).containsExactly(Status.PROVISIONAL, Status.WITHDRAWN);
    assertThat(BatchFeatures.alerts(KEY, log)).isEmpty();
  }

  @Test
  void aCorrectionChangesNoAlert() {
    tell(large("a", NOON, NOON));
    tell(large("b", NOON + SECOND, NOON + SECOND));
    Trade c = large("c", NOON + 2 * SECOND, NOON + 2 * SECOND);
    tell(c);
    Trade late = large("c", NOON + 2 * SECOND, NOON + 3 * SECOND);
    tell(version(late, 2, TradeOp.CANCEL));
    watch.clock(NOON + 60 * SECOND, told);
    assertThat(statuses()).containsExactly(Status.PROVISIONAL, Status.FINAL);
  }

  @Test
  void namesTellSeriesAndTradesApart() {
    LargeTradeAlert alert = new LargeTradeAlert(1, "a", "b", "c");
    assertThat(AlertIds.of("x", alert)).hasSize(32).matches("[0-9a-f]+");
    assertThat(AlertIds.of("x", alert))
        .isNotEqualTo(AlertIds.of("y", alert))
        .isNotEqualTo(AlertIds.of("x", new LargeTradeAlert(1, "ab", "", "c")))
        .isEqualTo(AlertIds.of("x", new LargeTradeAlert(2, "a", "b", "c")));
  }
}

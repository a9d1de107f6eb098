package dev.tidemark.app.parity.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParityLogTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_710_000_000L * SECOND;
  private static final int ALL = 5_000;

  private final SeriesLog log = log();

  @Test
  void seedIsAnInstrumentAndAlwaysTheSame() {
    SeriesLog seven = ParityLog.of(log, 7, ALL);
    assertThat(seven.instrument().symbol()).isEqualTo("BTCUSD#7");
    assertThat(ParityLog.of(log, 7, ALL)).isEqualTo(seven);
    assertThat(ParityLog.of(log, 8, ALL).records()).isNotEqualTo(seven.records());
  }

  @Test
  void knowledgeNeverGoesBackAndTellsRecordsOfOneTradeApart() {
    long before = Long.MIN_VALUE;
    Set<String> told = new HashSet<>();
    for (LogRecord record : ParityLog.of(log, 3, ALL).records()) {
      assertThat(record.knownNanos()).isGreaterThanOrEqualTo(before);
      assertThat(record.knownNanos() % 1_000).isZero();
      assertThat(told.add(record.identity() + record.knownNanos())).isTrue();
      before = record.knownNanos();
    }
  }

  @Test
  void everythingThatMayHappenHappens() {
    List<Trade> trades = ParityLog.of(log, 1, ALL).trades();
    assertThat(trades).hasSizeGreaterThan(ALL);
    assertThat(trades).anyMatch(trade -> trade.op() == TradeOp.CANCEL);
    assertThat(trades).anyMatch(trade -> trade.op() == TradeOp.CORRECT && trade.version() > 2);
    assertThat(trades)
        .anyMatch(trade -> trade.knownNanos() - trade.tsNanos() > 48 * 3_600 * SECOND)
        .anyMatch(trade -> trade.knownNanos() - trade.tsNanos() < SECOND);
    long moved =
        trades.stream().filter(trade -> (trade.tsNanos() - START) % (SECOND / 4) != 0).count();
    assertThat(moved).as("times move by whole seconds").isZero();
    assertThat(trades)
        .as("order of event times")
        .isNotEqualTo(trades.stream().sorted(Trade.ORDER).toList());
  }

  @Test
  void longLogsAreCut() {
    for (long seed = 0; seed < 6; seed++) {
      Set<String> ids = new HashSet<>();
      ParityLog.of(log, seed, 100).records().forEach(record -> ids.add(record.identity()));
      assertThat(ids).hasSize(100);
    }
  }

  @Test
  void heartbeatsStandBeforeTheSecondsOfRecords() {
    Heartbeats heartbeats = new Heartbeats();
    assertThat(heartbeats.before(3 * SECOND + 5)).isEqualTo(3 * SECOND);
    assertThat(heartbeats.before(3 * SECOND + 900)).isEqualTo(Long.MIN_VALUE);
    assertThat(heartbeats.before(4 * SECOND)).isEqualTo(4 * SECOND);
    assertThat(Heartbeats.after(4 * SECOND)).isGreaterThan(60 * SECOND);
  }

  private static SeriesLog log() {
    List<LogRecord> records = new ArrayList<>();
    for (int i = 0; i < ALL; i++) {
      long ts = START + i * (SECOND / 4);
      records.add(
          new LogRecord.OfTrade(
              Trade.of("t" + i, ts, i, 100_00000000L + i % 50, 2_00000000L, ts + 1_000_000)));
    }
    return new SeriesLog(
        "test",
        new Instrument("BTCUSD", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false),
        records);
  }
}

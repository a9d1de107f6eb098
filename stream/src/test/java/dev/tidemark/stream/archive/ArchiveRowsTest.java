package dev.tidemark.stream.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.StagedFiles;
import dev.tidemark.lake.TableName;
import dev.tidemark.stream.event.MarketEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows are what the record says, and checkpoints come back as they were. */
class ArchiveRowsTest {
  @Test
  void aTradeKeepsEverythingItTells() {
    MarketEvent trade = ArchiveFixture.record(0);
    trade.tsNanos = 1_767_225_600_123_456_789L;
    trade.knownNanos = 1_767_225_600_223_456_789L;
    trade.size = 123_456_789_012_345_678L;
    trade.op = 1;
    trade.version = 2;
    trade.side = 2;
    trade.flags = 1 | 4 | 8;
    TradeRows rows = new TradeRows(1);
    rows.add(trade);
    rows.add(ArchiveFixture.record(1));
    ColumnBatch batch = rows.batch();

    Map<String, Object> row = batch.row(0);
    assertThat(row)
        .containsEntry("instrument", "S0")
        .containsEntry("source_provider", "binance")
        .containsEntry("event_time", Instant.parse("2026-01-01T00:00:00.123456Z"))
        .containsEntry("event_time_ns", 1_767_225_600_123_456_789L)
        .containsEntry("known_time", Instant.parse("2026-01-01T00:00:00.223456Z"))
        .containsEntry("known_time_basis", "OBSERVED")
        .containsEntry("trade_id", "id-0")
        .containsEntry("version", 2)
        .containsEntry("op", "CORRECT")
        .containsEntry("price", new BigDecimal("100.00000000"))
        .containsEntry("size", new BigDecimal("1234567890.12345678"))
        .containsEntry("side", "SELL")
        .containsEntry("upd_last", false)
        .containsEntry("upd_hilo", true)
        .containsEntry("upd_vol", false)
        .containsEntry("flags", "CLOSING_AUCTION")
        .containsEntry("is_mock", false)
        .containsEntry("_source_file", "market.trades.v1/0")
        .containsEntry("_source_row", 0L)
        .containsEntry("event_date", LocalDate.parse("2026-01-01"));
    assertThat(batch.row(1)).containsEntry("side", "BUY").containsEntry("instrument", "S1");
  }

  @Test
  void aQuoteKeepsWhatWasNotToldApartFromZero() {
    MarketEvent quote = ArchiveFixture.record(6);
    quote.tsNanos = 1_767_225_600_000_001_000L;
    quote.bidSize = 0;
    quote.askSize = MarketEvent.NONE;
    QuoteRows rows = new QuoteRows(1);
    rows.add(quote);

    Map<String, Object> row = rows.batch().row(0);
    assertThat(row)
        .containsEntry("bid", new BigDecimal("99.00000000"))
        .containsEntry("bid_size", new BigDecimal("0E-8"))
        .containsEntry("ask_size", null)
        .containsEntry("event_time_ns", null)
        .containsEntry("source_seq", 6L);
  }

  @Test
  void commitsAndStatesSurviveTheCheckpoint() throws IOException {
    StagedFiles files =
        new StagedFiles(
            TableName.parse("bronze.raw_trades"),
            "id",
            List.of("instrument", "größe"),
            List.of(new StagedFiles.File("{\"add\":{}}".repeat(10_000), 7)));
    ArchiveCommit commit =
        new ArchiveCommit("run", 3, 42, files, Map.of("p/0", 5L), Map.of("p/0", 9L, "p/1", 1L));
    var commits = ArchiveCodec.commits();
    assertThat(commits.deserialize(commits.getVersion(), commits.serialize(commit)))
        .isEqualTo(commit);

    ArchiveState state = new ArchiveState("run", Map.of("t", 1L), Map.of("p/0", 5L));
    var states = ArchiveCodec.states();
    assertThat(states.deserialize(states.getVersion(), states.serialize(state))).isEqualTo(state);
  }
}

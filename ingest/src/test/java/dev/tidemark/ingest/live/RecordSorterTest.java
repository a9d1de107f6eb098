package dev.tidemark.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RecordSorterTest {
  private static final Instrument COIN =
      new Instrument("BTCUSD", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);

  @Property(tries = 60)
  void isTheSameWithAnyAmountOfMemory(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 9) Integer> knowns,
      @ForAll @IntRange(min = 1, max = 20) int inMemory)
      throws IOException {
    List<MarketRecord> records = new ArrayList<>();
    for (int known : knowns) {
      records.add(record(records.size(), known));
    }
    RecordSorter sorter = new RecordSorter(inMemory);
    records.forEach(sorter::add);
    List<MarketRecord> sorted = new ArrayList<>();
    try (RecordSorter.Sorted all = sorter.sorted()) {
      assertThat(all.count()).isEqualTo(records.size());
      for (MarketRecord one = all.next(); one != null; one = all.next()) {
        sorted.add(one);
      }
    }
    List<MarketRecord> expected = new ArrayList<>(records);
    expected.sort(Comparator.comparingLong(MarketRecord::knownNanos));
    assertThat(sorted).containsExactlyElementsOf(expected);
  }

  private static MarketRecord record(int number, int known) {
    String source = "venue" + number % 3;
    if (number % 2 == 0) {
      Long size = number % 4 == 0 ? null : Long.valueOf(number);
      return MarketRecord.of(source, COIN, new Quote(number, 1, 2, 3, size, 5L, known), number);
    }
    Side side = number % 3 == 0 ? null : Side.SELL;
    Trade trade =
        new Trade(
            "é" + number,
            2,
            TradeOp.CORRECT,
            number,
            -1,
            3,
            4,
            known,
            side,
            false,
            true,
            true,
            number % 5 == 0);
    return MarketRecord.of(source, COIN, trade, number);
  }
}

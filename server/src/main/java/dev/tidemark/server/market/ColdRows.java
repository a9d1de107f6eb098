package dev.tidemark.server.market;

import dev.tidemark.core.model.Bar;
import dev.tidemark.core.number.Int128;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bars from elsewhere, as rows like those of the database. */
final class ColdRows {
  private static final int SCALE = 8;

  private static final List<String> COLUMNS =
      List.of(
          "source",
          "ts",
          "t_close",
          "partial",
          "open",
          "high",
          "low",
          "close",
          "volume",
          "vwap",
          "buy_volume",
          "sell_volume",
          "trade_count",
          "known");

  private ColdRows() {}

  static Rows of(ColdBars.Series series, ColdBars.Part part) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < part.bars().size(); i++) {
      Bar bar = part.bars().get(i);
      @Nullable BigDecimal vwap =
          part.priced().get(i) ? bar.vwap().map(Rows::plain).orElse(null) : null;
      rows.add(
          Arrays.asList(
              series.source(),
              time(bar.startNanos()),
              time(bar.endNanos()),
              bar.partial(),
              price(bar.open()),
              price(bar.high()),
              price(bar.low()),
              price(bar.close()),
              sum(bar.volume()),
              vwap,
              sum(bar.buyVolume()),
              sum(bar.sellVolume()),
              bar.tradeCount(),
              null));
    }
    return new Rows(COLUMNS, rows);
  }

  private static Instant time(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  private static BigDecimal price(long unscaled) {
    return Rows.plain(BigDecimal.valueOf(unscaled, SCALE));
  }

  private static BigDecimal sum(Int128 unscaled) {
    return Rows.plain(unscaled.toBigDecimal(SCALE));
  }
}

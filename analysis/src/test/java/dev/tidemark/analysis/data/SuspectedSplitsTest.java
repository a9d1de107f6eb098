package dev.tidemark.analysis.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuspectedSplitsTest {
  private static final List<Session> WEEK =
      TradingCalendar.of(CalendarId.XNYS)
          .sessions(LocalDate.of(2024, 8, 5), LocalDate.of(2024, 8, 9));

  /** One bar a session; 0 for none. */
  private static List<SuspectedSplits.Suspicion> of(double... prices) {
    SessionBars.Builder bars = new SessionBars.Builder(Timeframe.H1, WEEK, 0.01);
    for (int s = 0; s < prices.length; s++) {
      BigDecimal price = BigDecimal.valueOf(prices[s]);
      if (price.signum() > 0) {
        bars.bar(WEEK.get(s).openNanos(), price, price, price, price, BigDecimal.ONE, null);
      }
    }
    return SuspectedSplits.of(bars.build());
  }

  @Test
  void jumpsNearWholeRatiosAreSuspected() {
    assertThat(of(500, 128, 127, 25.5, 25))
        .extracting(SuspectedSplits.Suspicion::ratio)
        .containsExactly("4:1", "5:1");
    assertThat(of(500, 0, 128))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.date()).isEqualTo(LocalDate.of(2024, 8, 7));
              assertThat(found.jump()).isEqualTo(0.256);
            });
    assertThat(of(1, 10.2)).extracting(SuspectedSplits.Suspicion::ratio).containsExactly("1:10");
    assertThat(of(90, 60.5)).extracting(SuspectedSplits.Suspicion::ratio).containsExactly("3:2");
  }

  @Test
  void ordinaryMovesAreNot() {
    assertThat(of(100, 88, 101, 130, 95)).isEmpty();
    assertThat(of()).isEmpty();
  }
}

package dev.tidemark.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionGridTest {

  private static final long MINUTE = 60_000_000_000L;
  private static final long FROM = LocalDate.of(2023, 1, 1).toEpochDay() * 1440 * MINUTE;
  private static final TradingCalendar XNYS = TradingCalendar.of(CalendarId.XNYS);
  private static final Session HALF_DAY = XNYS.session(LocalDate.of(2024, 7, 3)).orElseThrow();
  private static final Session FULL_DAY = XNYS.session(LocalDate.of(2024, 7, 5)).orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "S1, 23400, 12600",
    "S5, 4680, 2520",
    "M1, 390, 210",
    "M5, 78, 42",
    "M15, 26, 14",
    "H1, 7, 4",
    "H4, 2, 1",
    "D1, 1, 1"
  })
  void aSessionHasAsManyBarsAsFit(Timeframe timeframe, int fullDay, int halfDay) {
    assertThat(SessionGrid.bars(FULL_DAY, timeframe)).isEqualTo(fullDay);
    assertThat(SessionGrid.bars(HALF_DAY, timeframe)).isEqualTo(halfDay);
  }

  @ParameterizedTest
  @CsvSource({
    "M1, false, false",
    "M15, false, false",
    "H1, true, true",
    "H4, true, true",
    "D1, false, false"
  })
  void onlyTheLastBarMayBePartial(Timeframe timeframe, boolean fullDay, boolean halfDay) {
    int last = SessionGrid.bars(FULL_DAY, timeframe) - 1;
    assertThat(SessionGrid.bar(FULL_DAY, timeframe, last).partial()).isEqualTo(fullDay);
    int lastOfHalf = SessionGrid.bars(HALF_DAY, timeframe) - 1;
    assertThat(SessionGrid.bar(HALF_DAY, timeframe, lastOfHalf).partial()).isEqualTo(halfDay);
  }

  @Property(tries = 200)
  void barsTileTheSession(@ForAll Timeframe timeframe, @ForAll boolean half) {
    Session session = half ? HALF_DAY : FULL_DAY;
    long expectedStart = session.openNanos();
    for (int k = 0; k < SessionGrid.bars(session, timeframe); k++) {
      BarInterval bar = SessionGrid.bar(session, timeframe, k);
      assertThat(bar.startNanos()).isEqualTo(expectedStart);
      assertThat(SessionGrid.barAt(session, timeframe, bar.startNanos())).contains(bar);
      assertThat(SessionGrid.barAt(session, timeframe, bar.endNanos() - 1)).contains(bar);
      assertThat(bar.endNanos()).isGreaterThan(bar.startNanos());
      expectedStart = bar.endNanos();
    }
    assertThat(expectedStart).isEqualTo(session.closeNanos());
  }

  @Test
  void barsOutsideTheSessionDoNotExist() {
    assertThatThrownBy(() -> SessionGrid.bar(HALF_DAY, Timeframe.H4, 1))
        .hasMessageContaining("No such bar");
    assertThat(SessionGrid.barAt(HALF_DAY, Timeframe.M1, HALF_DAY.closeNanos())).isEmpty();
  }

  @Property(tries = 300)
  void aCursorAgreesWithTheGridInAnyOrder(
      @ForAll CalendarId id,
      @ForAll Timeframe timeframe,
      @ForAll @LongRange(max = 500L * 1440 * MINUTE) long[] offsets) {
    TradingCalendar calendar = TradingCalendar.of(id);
    long[] nanos = Arrays.stream(offsets).map(offset -> FROM + offset).toArray();
    long[] labels = new long[nanos.length];
    GridCursor cursor = new GridCursor(calendar, timeframe);
    cursor.labels(nanos, nanos.length, labels);
    for (int i = 0; i < nanos.length; i++) {
      long instant = nanos[i];
      Optional<BarInterval> expected =
          calendar.sessionAt(instant).flatMap(s -> SessionGrid.barAt(s, timeframe, instant));
      assertThat(labels[i])
          .isEqualTo(expected.map(BarInterval::startNanos).orElse(GridCursor.NO_BAR));
      assertThat(cursor.seek(instant)).isEqualTo(expected.isPresent());
      expected.ifPresent(
          bar -> {
            assertThat(cursor.endNanos()).isEqualTo(bar.endNanos());
            assertThat(cursor.partial()).isEqualTo(bar.partial());
            assertThat(cursor.session()).isEqualTo(calendar.sessionAt(instant).orElseThrow());
            assertThat(cursor.barIndex())
                .isEqualTo(SessionGrid.index(cursor.session(), timeframe, instant));
          });
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, true", "0, true", "299999999999, true", "300000000000, false"})
  void closingAuctionPrintsBelongToTheLastBar(long afterClose, boolean found) {
    GridCursor cursor = new GridCursor(XNYS, Timeframe.H1);
    assertThat(cursor.seekClosingAuction(HALF_DAY.closeNanos() + afterClose)).isEqualTo(found);
    if (found) {
      assertThat(cursor.startNanos()).isEqualTo(HALF_DAY.openNanos() + 180 * MINUTE);
      assertThat(cursor.endNanos()).isEqualTo(HALF_DAY.closeNanos());
      assertThat(cursor.partial()).isTrue();
    }
  }

  @Test
  void aClosingAuctionDoesNotLeakIntoOrdinarySeeks() {
    GridCursor cursor = new GridCursor(XNYS, Timeframe.M1);
    long print = HALF_DAY.closeNanos() + MINUTE;
    assertThat(cursor.seekClosingAuction(print)).isTrue();
    assertThat(cursor.seek(print)).isFalse();
  }
}

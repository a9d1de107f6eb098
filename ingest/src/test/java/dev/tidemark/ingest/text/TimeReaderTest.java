package dev.tidemark.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeReaderTest {

  private static boolean read(TimeReader reader, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return reader.read(bytes, 0, bytes.length);
  }

  private static Instant instant(TimeReader reader) {
    int offset = reader.offset() == TimeReader.NO_OFFSET ? 0 : reader.offset();
    return Instant.ofEpochSecond(reader.localSecond() - offset, reader.nano());
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-26T13:30:00Z, 2024-03-26T13:30:00Z",
    "2023-03-01 00:01:00+00:00, 2023-03-01T00:01:00Z",
    "2022-01-03 00:00:00+08:00, 2022-01-02T16:00:00Z",
    "2024-01-10 00:00:00-05:00, 2024-01-10T05:00:00Z",
    "2013-01-01 22:00:00.295000+00:00, 2013-01-01T22:00:00.295Z",
    "2018-06-01 00:00, 2018-06-01T00:00:00Z",
    "2021-04-17T16:43:30.244075Z, 2021-04-17T16:43:30.244075Z",
    "2020-02-29, 2020-02-29T00:00:00Z",
    "2024-01-10 00:00:00 UTC, 2024-01-10T00:00:00Z",
    "2024-01-10 00:00:00-0500, 2024-01-10T05:00:00Z"
  })
  void readsIso(String text, String expected) {
    TimeReader reader = new TimeReader(TimeFormat.ISO, 0);
    assertThat(read(reader, text)).isTrue();
    assertThat(instant(reader)).isEqualTo(Instant.parse(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-02-29",
        "2024-13-01",
        "2024-1-1",
        "24:00",
        "2024-01-01T25:00",
        "2024-01-01T10:60",
        "2024-01-01 10:00:00 EST",
        "2024-01-01x",
        "",
        "yesterday",
        "2024-01-01T10:00:00+25:00"
      })
  void refusesWhatIsNoTime(String text) {
    assertThat(read(new TimeReader(TimeFormat.ISO, 0), text)).isFalse();
  }

  @Test
  void readsCompactDatesOfHourFiles() {
    TimeReader reader = new TimeReader(TimeFormat.COMPACT, 0);
    assertThat(read(reader, "20070330 01:00")).isTrue();
    assertThat(instant(reader)).isEqualTo(Instant.parse("2007-03-30T01:00:00Z"));
    assertThat(reader.offset()).isEqualTo(TimeReader.NO_OFFSET);
  }

  @Test
  void readsDayFirstWithOffset() {
    TimeReader reader = new TimeReader(TimeFormat.DAY_FIRST, 0);
    assertThat(read(reader, "04.09.2023 01:00:05.962 GMT+0300")).isTrue();
    assertThat(instant(reader)).isEqualTo(Instant.parse("2023-09-03T22:00:05.962Z"));
  }

  @Test
  void readsMillisOfDayWithFraction() {
    long day = LocalDate.of(2014, 5, 2).toEpochDay();
    TimeReader reader = new TimeReader(TimeFormat.MILLIS_OF_DAY, day);
    assertThat(read(reader, "46.2042")).isTrue();
    assertThat(instant(reader)).isEqualTo(Instant.parse("2014-05-02T00:00:00.046204200Z"));
    assertThat(read(reader, "-1")).isFalse();
    assertThat(read(reader, "900000000")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "EPOCH_SECONDS, 1618677817.0617, 2021-04-17T16:43:37.061700Z",
    "EPOCH_MILLIS, 1498867200000, 2017-07-01T00:00:00Z",
    "EPOCH_MICROS, 1641343699596000, 2022-01-05T00:48:19.596Z",
    "EPOCH_NANOS, 1763148720000000000, 2025-11-14T19:32:00Z",
    "EPOCH_SECONDS, -1, 1969-12-31T23:59:59Z"
  })
  void readsEpochs(TimeFormat format, String text, String expected) {
    TimeReader reader = new TimeReader(format, 0);
    assertThat(read(reader, text)).isTrue();
    assertThat(instant(reader)).isEqualTo(Instant.parse(expected));
  }

  @Property(tries = 300)
  void epochDayAgreesWithTheCalendar(@ForAll @IntRange(min = -100_000, max = 100_000) int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    assertThat(TimeReader.epochDay(date.getYear(), date.getMonthValue(), date.getDayOfMonth()))
        .isEqualTo(day);
  }

  @Property(tries = 500)
  void neverThrows(@ForAll @Size(max = 40) byte[] bytes, @ForAll TimeFormat format) {
    new TimeReader(format, 0).read(bytes, 0, bytes.length);
  }

  @Test
  void localClockKnowsGapsAndOverlaps() {
    LocalClock clock = new LocalClock(ZoneId.of("America/New_York"));
    assertThat(clock.offsetAt(second(2018, 6, 1, 0))).isEqualTo(-4 * 3_600);
    assertThat(clock.offsetAt(second(2018, 1, 1, 0))).isEqualTo(-5 * 3_600);
    assertThat(clock.offsetAt(second(2018, 3, 11, 2))).isEqualTo(LocalClock.NONE);
    assertThat(clock.offsetAt(second(2018, 3, 11, 3))).isEqualTo(-4 * 3_600);
    assertThat(clock.offsetAt(second(2018, 11, 4, 1))).isEqualTo(-4 * 3_600);
  }

  private static long second(int year, int month, int day, int hour) {
    return LocalDateTime.of(year, month, day, hour, 0).toEpochSecond(ZoneOffset.UTC);
  }
}

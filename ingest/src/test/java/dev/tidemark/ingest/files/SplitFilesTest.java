package dev.tidemark.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.ingest.gate.Gate;
import dev.tidemark.ingest.gate.KnownDelays;
import dev.tidemark.ingest.provider.ActionKind;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawColumn;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Splits in files of their own. */
class SplitFilesTest {
  @TempDir private Path root;

  private static long nanos(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
  }

  private static long value(RawBatch batch, RawColumn column) {
    return Objects.requireNonNull(batch.column(column))[0];
  }

  @Test
  void aSplitIsKnownWhenItWasAnnouncedAndTakesEffectAtTheOpen() {
    Samples.write(
        root,
        "my splits.csv",
        "instrument,date,ratio,known_time\n"
            + "AAPL,2020-08-31,4,2020-07-30T20:30:00Z\n"
            + "TSLA,2020-08-31,5,2020-08-11\n");
    Samples.Read read = Samples.read(root);
    assertThat(read.series()).containsExactly("files/AAPL/actions", "files/TSLA/actions");
    RawBatch apple = read.first();
    assertThat(apple.eventNanos()[0]).isEqualTo(nanos("2020-08-31T13:30:00Z"));
    assertThat(apple.basis()).isEqualTo(KnownTimeBasis.PROVIDER);
    assertThat(value(apple, RawColumn.ACTION)).isEqualTo(ActionKind.SPLIT.ordinal());
    assertThat(value(apple, RawColumn.VALUE)).isEqualTo(4_000_000_000_000L);
    Gate gate =
        new Gate(
            apple.series(),
            TradingCalendar.of(CalendarId.XNYS),
            KnownDelays.DEFAULT,
            nanos("2024-01-01T00:00:00Z"));
    assertThat(gate.check(apple).accepted()).isEqualTo(1);
    assertThat(gate.check(apple).knownNanos(0)).isEqualTo(nanos("2020-07-30T20:30:00Z"));
  }

  @Test
  void withoutAnAnnouncementItIsKnownWhenItTakesEffect() {
    Samples.write(root, "splits.csv", "instrument,date,ratio\nGE,2021-08-02,0.125\n");
    RawBatch batch = Samples.read(root).first();
    assertThat(batch.knownNanos()).isNull();
    assertThat(value(batch, RawColumn.VALUE)).isEqualTo(125_000_000_000L);
  }

  @Test
  void linesThatSayNothingAreRejected() {
    Samples.write(
        root,
        "splits.csv",
        "instrument,date,ratio,known_time\n"
            + "A,2021-08-01,2,2021-07-01\n" // a Sunday
            + "B,2021-08-02,,2021-07-01\n"
            + "C,2021-08-02,2,\n"
            + "D,2021-08-02,2,soon\n"
            + ",2021-08-02,2,2021-07-01\n"
            + "E,2021-08-02,2,2021-07-01\n");
    Samples.Read read = Samples.read(root);
    assertThat(read.rows()).isEqualTo(1);
    assertThat(read.rejects()).isEqualTo(5);
  }
}

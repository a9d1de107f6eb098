package dev.tidemark.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaybackTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_780_308_000L * SECOND;
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir Path root;
  private final List<String> told = new ArrayList<>();
  private long time = 1_000;

  private final LiveSink sink =
      new LiveSink() {
        @Override
        public void trade(String source, Instrument instrument, Trade trade) {
          told.add("trade " + trade.tradeId() + " at " + (time - 1_000) / (SECOND / 1_000));
        }

        @Override
        public void quote(String source, Instrument instrument, Quote quote) {
          told.add("quote");
        }

        @Override
        public void reject(String source, String reason, String detail, byte[] payload) {}

        @Override
        public void flush() {
          told.add("flush");
        }
      };

  private RecordingReader recording() throws IOException {
    Path file = root.resolve("tape.csv");
    Files.writeString(
        file,
        """
        symbol,ts,known,trade_id,price,size
        BTCUSD,%1$d,%1$d,a,10,1
        BTCUSD,%2$d,%2$d,b,10,1
        """
            .formatted(START, START + 2_500_000_000L));
    return Recording.of(file, RecordingOptions.all(NOW)).open();
  }

  private Playback playback(Speed speed) {
    return new Playback(
        new Playback.Stage(
            sink,
            known -> told.add("beat " + (known - START) / SECOND),
            () -> time,
            pause -> time += pause.toNanos()),
        speed,
        records -> {});
  }

  @Test
  void recordsComeWhenTheyAreDueAndHeartbeatsBetweenThem() throws Exception {
    Playback.Result result = playback(Speed.parse("2x")).run(recording(), 0);
    assertThat(told.subList(0, 6))
        .containsExactly("beat 0", "trade a at 0", "beat 1", "beat 2", "trade b at 1250", "beat 3");
    assertThat(told.subList(told.size() - 2, told.size())).containsExactly("beat 92", "flush");
    assertThat(result.records()).isEqualTo(2);
    assertThat(result.complete()).isTrue();
    assertThat(result.nanos()).isEqualTo((2_500_000_000L + 90 * SECOND) / 2);
  }

  @Test
  void asFastAsItGoesHeartbeatsAreFew() throws Exception {
    playback(Speed.MAX).run(recording(), 0);
    assertThat(told).containsExactly("beat 0", "trade a at 0", "trade b at 0", "beat 92", "flush");
  }

  @Test
  void whatIsStoppedIsFlushed() throws Exception {
    Playback playback = playback(Speed.parse("1"));
    playback.stop();
    assertThat(playback.run(recording(), 0).complete()).isFalse();
    assertThat(told).containsExactly("flush");
  }

  @Test
  void movedToThePresentItEndsNowAndIsNeverInTheFuture() throws Exception {
    long now = START + 1_000_000 * SECOND;
    RecordingReader reader = recording();
    assertThat(Playback.toPresent(reader, Speed.parse("1x"), now)).isEqualTo(now - START);
    long last = START + 2_500_000_000L + 90 * SECOND;
    assertThat(Playback.toPresent(reader, Speed.MAX, now)).isEqualTo(now - last);
    long tenTimes = Playback.toPresent(reader, Speed.parse("10x"), now);
    assertThat(last + tenTimes).isEqualTo(now + 9_250_000_000L);
    playback(Speed.MAX).run(reader, 7);
    assertThat(told).contains("trade a+7 at 0");
  }

  @Test
  void speedsAreNumbersAboveZero() {
    assertThat(Speed.parse("max")).isEqualTo(Speed.MAX);
    assertThat(Speed.parse("0.5X").factor()).isEqualTo(0.5);
    for (String wrong : List.of("0x", "-1x", "fast", "1e9", "")) {
      assertThatThrownBy(() -> Speed.parse(wrong)).isInstanceOf(TidemarkException.class);
    }
  }
}

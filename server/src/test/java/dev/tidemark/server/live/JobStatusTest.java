package dev.tidemark.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.job.JobState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobStatusTest {
  private final AtomicLong now = new AtomicLong();

  @Test
  void itSaysWhatTheJobSays() {
    LiveStatus status = JobStatus.of(job("RUNNING"));

    assertThat(status.recordsPerSecond()).isEqualTo(12.5);
    assertThat(status.lag())
        .containsExactly(
            new LiveStatus.Lag("market.quotes.v1", 0, 0),
            new LiveStatus.Lag("market.trades.v1", 3, 7));
    assertThat(status.late()).isEqualTo(2);
    assertThat(status.deadLetters()).isEqualTo(Map.of("BAD_MAGIC", 3L));
    assertThat(status.latency()).contains(new LiveStatus.Latency(0.02, 0.09));
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, RUNNING",
    "RESTARTING, RESTARTING",
    "FAILING, RESTARTING",
    "CREATED, STARTING",
    "CANCELED, STOPPED",
    "FAILED, STOPPED",
    "FINISHED, STOPPED"
  })
  void statesOfFlinkAreToldInOurWords(String flink, LiveStatus.State told) {
    assertThat(JobStatus.of(job(flink)).state()).isEqualTo(told);
  }

  @Test
  void theJobIsAskedOnceASecondAtMost() {
    AtomicInteger asked = new AtomicInteger();
    JobStatus status =
        new JobStatus(
            () -> {
              asked.incrementAndGet();
              return Optional.of(job("RUNNING"));
            },
            now::get);
    status.get();
    now.addAndGet(999_999_999L);
    status.get();
    assertThat(asked).hasValue(1);
    now.addAndGet(1);
    status.get();
    assertThat(asked).hasValue(2);
  }

  @Test
  void aJobThatIsNotThereOrDoesNotAnswerIsStopped() {
    assertThat(new JobStatus(Optional::empty, now::get).get().state())
        .isEqualTo(LiveStatus.State.STOPPED);
    JobStatus away =
        new JobStatus(
            () -> {
              throw TidemarkException.of(ErrorCode.UNAVAILABLE, "Away", "told so", "Wait");
            },
            now::get);
    assertThat(away.get().state()).isEqualTo(LiveStatus.State.STOPPED);
  }

  private static JobState job(String status) {
    return new JobState(
        "live",
        status,
        0,
        1,
        0,
        5,
        100,
        new TreeMap<>(Map.of("late", 2L, "dead.BAD_MAGIC", 3L, "dead.LATE", 0L, "records", 9L)),
        new TreeMap<>(Map.of("market.trades.v1/3", 7L, "market.quotes.v1/0", -1L)),
        12.5,
        new TreeMap<>(Map.of("p50", 20L, "p99", 90L)),
        null);
  }
}

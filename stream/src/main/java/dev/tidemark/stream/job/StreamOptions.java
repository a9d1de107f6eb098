package dev.tidemark.stream.job;

import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.sink.SmartDbAddress;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything the jobs need to know, wherever they run.
 *
 * @param home the platform's directory; jobs keep theirs in {@code stream/<job>} of it
 * @param bootstrap {@code host:port,...} of Kafka
 * @param registry address of the schema registry
 * @param smartDb where rows go; null for none
 * @param lake root of the lake's tables
 * @param parallelism subtasks of each operator
 * @param checkpoint how often the live job takes a checkpoint
 * @param archive how often the archive job takes one, which is how often it commits
 * @param grace records known later than this after their bar closed are set aside
 * @param flush rows wait at most so long before they go to the database
 * @param foldBytes heap that the folds of one subtask may take before some are put aside
 * @param series series that one subtask computes at most; records of any more are dead letters
 */
public record StreamOptions(
    String home,
    String bootstrap,
    String registry,
    @Nullable SmartDbAddress smartDb,
    String lake,
    int parallelism,
    Duration checkpoint,
    Duration archive,
    Duration grace,
    Duration flush,
    long foldBytes,
    int series)
    implements Serializable {
  private static final long DEFAULT_FOLD_BYTES = 128L << 20;
  private static final int DEFAULT_SERIES = 100_000;

  public StreamOptions {
    if (parallelism < 1 || foldBytes < 0 || series < 1) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "The options of the stream are not possible",
              "subtasks and series are one or more, bytes are not negative",
              "Leave out what need not differ from the defaults")
          .withDetail("parallelism", parallelism)
          .withDetail("foldBytes", foldBytes)
          .withDetail("series", series);
    }
  }

  /** The defaults of the settings: one subtask, no database, the lake inside the home. */
  public static StreamOptions of(Path home, String bootstrap, String registry) {
    return new StreamOptions(
        home.toAbsolutePath().toString(),
        bootstrap,
        registry,
        null,
        home.toAbsolutePath().resolve("lake").toString(),
        1,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofDays(2),
        Duration.ofMillis(20),
        DEFAULT_FOLD_BYTES,
        DEFAULT_SERIES);
  }

  public StreamOptions withSmartDb(SmartDbAddress address) {
    return new StreamOptions(
        home,
        bootstrap,
        registry,
        address,
        lake,
        parallelism,
        checkpoint,
        archive,
        grace,
        flush,
        foldBytes,
        series);
  }

  public StreamOptions withLake(String root) {
    return new StreamOptions(
        home,
        bootstrap,
        registry,
        smartDb,
        root,
        parallelism,
        checkpoint,
        archive,
        grace,
        flush,
        foldBytes,
        series);
  }

  public StreamOptions withParallelism(int subtasks) {
    return new StreamOptions(
        home,
        bootstrap,
        registry,
        smartDb,
        lake,
        subtasks,
        checkpoint,
        archive,
        grace,
        flush,
        foldBytes,
        series);
  }

  /** As the settings {@code stream.checkpoint} and {@code stream.archive}. */
  public StreamOptions withCheckpoints(Duration live, Duration archived) {
    return new StreamOptions(
        home,
        bootstrap,
        registry,
        smartDb,
        lake,
        parallelism,
        live,
        archived,
        grace,
        flush,
        foldBytes,
        series);
  }

  /** As the setting {@code stream.grace}. */
  public StreamOptions withGrace(Duration late) {
    return new StreamOptions(
        home,
        bootstrap,
        registry,
        smartDb,
        lake,
        parallelism,
        checkpoint,
        archive,
        late,
        flush,
        foldBytes,
        series);
  }

  /** As the setting {@code stream.flush}. */
  public StreamOptions withFlush(Duration wait) {
    return new StreamOptions(
        home,
        bootstrap,
        registry,
        smartDb,
        lake,
        parallelism,
        checkpoint,
        archive,
        grace,
        wait,
        foldBytes,
        series);
  }

  /** How much each subtask may keep and compute. */
  public StreamOptions withBounds(long bytesOfFolds, int mostSeries) {
    return new StreamOptions(
        home,
        bootstrap,
        registry,
        smartDb,
        lake,
        parallelism,
        checkpoint,
        archive,
        grace,
        flush,
        bytesOfFolds,
        mostSeries);
  }

  public LatenessPolicy lateness() {
    LatenessPolicy usual = LatenessPolicy.DEFAULT;
    return new LatenessPolicy(usual.allowedNanos(), usual.idleNanos(), grace.toNanos());
  }

  /** Where a job keeps its checkpoints, savepoints and state. */
  public Path directory(String job) {
    return Path.of(home, "stream", job);
  }
}

package dev.tidemark.stream.job;

import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.sink.SmartDbAddress;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
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
 * @param flush batches of rows for the database begin so long after one another, or when many wait
 * @param foldBytes heap that the folds of one subtask may take before some are put aside; 0 for
 *     their share of three eighths of the heap of the process
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
  private static final int DEFAULT_SERIES = 20_000;

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
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofDays(2),
        Duration.ofMillis(20),
        0,
        DEFAULT_SERIES);
  }

  public StreamOptions withSmartDb(SmartDbAddress address) {
    return changed(draft -> draft.smartDb = address);
  }

  public StreamOptions withLake(String root) {
    return changed(draft -> draft.lake = root);
  }

  public StreamOptions withParallelism(int subtasks) {
    return changed(draft -> draft.parallelism = subtasks);
  }

  /** As the settings {@code stream.checkpoint} and {@code stream.archive}. */
  public StreamOptions withCheckpoints(Duration live, Duration archived) {
    return changed(
        draft -> {
          draft.checkpoint = live;
          draft.archive = archived;
        });
  }

  /** As the setting {@code stream.grace}. */
  public StreamOptions withGrace(Duration late) {
    return changed(draft -> draft.grace = late);
  }

  /** As the setting {@code stream.flush}. */
  public StreamOptions withFlush(Duration wait) {
    return changed(draft -> draft.flush = wait);
  }

  /** How much each subtask may keep and compute. */
  public StreamOptions withBounds(long bytesOfFolds, int mostSeries) {
    return changed(
        draft -> {
          draft.foldBytes = bytesOfFolds;
          draft.series = mostSeries;
        });
  }

  private StreamOptions changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** What may be changed of the options, while it is. */
  private static final class Draft {
    private final StreamOptions from;
    private @Nullable SmartDbAddress smartDb;
    private String lake;
    private int parallelism;
    private Duration checkpoint;
    private Duration archive;
    private Duration grace;
    private Duration flush;
    private long foldBytes;
    private int series;

    Draft(StreamOptions from) {
      this.from = from;
      smartDb = from.smartDb;
      lake = from.lake;
      parallelism = from.parallelism;
      checkpoint = from.checkpoint;
      archive = from.archive;
      grace = from.grace;
      flush = from.flush;
      foldBytes = from.foldBytes;
      series = from.series;
    }

    StreamOptions options() {
      return new StreamOptions(
          from.home,
          from.bootstrap,
          from.registry,
          smartDb,
          lake,
          parallelism,
          checkpoint,
          archive,
          grace,
          flush,
          foldBytes,
          series);
    }
  }

  /** What {@link #foldBytes} comes to in a process with so much heap. */
  public long foldBytes(long heap) {
    return foldBytes > 0 ? foldBytes : heap / 8 * 3 / parallelism;
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

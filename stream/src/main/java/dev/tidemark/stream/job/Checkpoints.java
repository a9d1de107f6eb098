package dev.tidemark.stream.job;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checkpoints and savepoints of a job on disk. */
public final class Checkpoints {
  /** Written last: a directory that has it is complete. */
  private static final String METADATA = "_metadata";

  static final String CHECKPOINTS = "checkpoints";
  static final String SAVEPOINTS = "savepoints";
  private static final int DEPTH = 3;
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private Checkpoints() {}

  /** The one completed last; a job that starts continues from it. Empty if there is none. */
  public static Optional<Path> newest(Path jobDirectory) {
    if (!Files.isDirectory(jobDirectory)) {
      return Optional.empty();
    }
    try (Stream<Path> places = Files.walk(jobDirectory, DEPTH)) {
      return places
          .filter(place -> Files.isRegularFile(place.resolve(METADATA)))
          .max(Comparator.comparing(Checkpoints::written));
    } catch (IOException | UncheckedIOException e) {
      throw TidemarkException.of(
              ErrorCode.IO_FAILURE,
              "The checkpoints of the job cannot be looked at",
              String.valueOf(e.getMessage()),
              "Check that the directory can be read",
              e)
          .withDetail("directory", jobDirectory);
    }
  }

  /**
   * Deletes what earlier runs left behind. The first checkpoint of a run is whole and none refers
   * to another run's, so the one to continue from is all that is needed.
   */
  static void deleteOthers(Path jobDirectory, Path kept) {
    for (String kind : List.of(CHECKPOINTS, SAVEPOINTS)) {
      try {
        for (Path run : FileTrees.in(jobDirectory.resolve(kind))) {
          if (!kept.startsWith(run)) {
            FileTrees.delete(run);
          }
        }
      } catch (IOException | UncheckedIOException e) {
        LOG.warn("What an earlier run left cannot be deleted [directory={}]", jobDirectory, e);
      }
    }
  }

  private static Written written(Path place) {
    try {
      long millis = Files.getLastModifiedTime(place.resolve(METADATA)).toMillis();
      return new Written(millis, number(place));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of two of the same millisecond, the one with the greater number. */
  private record Written(long millis, long number) implements Comparable<Written> {
    @Override
    public int compareTo(Written other) {
      int byTime = Long.compare(millis, other.millis);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private static long number(Path directory) {
    String name = String.valueOf(directory.getFileName());
    return name.matches("chk-\\d{1,18}") ? Long.parseLong(name.substring(4)) : Long.MAX_VALUE;
  }
}

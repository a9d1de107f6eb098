package dev.tidemark.stream.cluster;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.archive.ArchiveJob;
import dev.tidemark.stream.archive.ArchiveOptions;
import dev.tidemark.stream.archive.ArchiveStart;
import dev.tidemark.stream.job.Checkpoints;
import dev.tidemark.stream.job.JobSettings;
import dev.tidemark.stream.job.LiveJob;
import dev.tidemark.stream.job.StreamOptions;
import dev.tidemark.stream.sink.SmartDbAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Starts a job where Flink's own tools run it: {@code flink run tidemark-job.jar archive
 * home=/data/tidemark bootstrap=kafka:9092 registry=http://registry:8081 run=2026-03-02}.
 *
 * <ul>
 *   <li>{@code home}: directory that every node reaches; checkpoints lie in {@code stream/<job>}
 *   <li>{@code bootstrap}, {@code registry}: as the settings {@code kafka.bootstrap} and {@code
 *       registry.url}
 *   <li>{@code lake}: its directory, if not {@code lake} in the home
 *   <li>{@code run}: a name never used before, for the archive
 *   <li>{@code start}: {@code refuse}, {@code from-now} or {@code replay}, for the archive
 *   <li>{@code checkpoint}: ISO 8601, such as {@code PT10S}
 *   <li>{@code parallelism}
 *   <li>{@code database}, {@code user}: of the Smart-DB, for the live job; the password is in the
 *       environment, {@code TIDEMARK_DATABASE_PASSWORD}
 * </ul>
 */
public final class JobMain {
  private JobMain() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      throw wrong("no job is named", "Name 'live' or 'archive' first");
    }
    Map<String, String> given = given(args);
    String job = args[0];
    StreamOptions options = options(given);
    Duration every =
        given.containsKey("checkpoint")
            ? Duration.parse(given.get("checkpoint"))
            : job.equals(ArchiveJob.NAME) ? options.archive() : options.checkpoint();
    Path directory = options.directory(job);
    Configuration settings = JobSettings.job(directory, every, Checkpoints.newest(directory));
    settings.setString("parallelism.default", Integer.toString(options.parallelism()));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(settings);
    switch (job) {
      case LiveJob.NAME -> LiveJob.build(environment, options);
      case ArchiveJob.NAME ->
          ArchiveJob.build(
              environment,
              options,
              ArchiveOptions.of(options.lake(), needed(given, "run"))
                  .withStart(ArchiveStart.parse(given.getOrDefault("start", "refuse"))));
      default -> throw wrong("'" + job + "' is no job", "Name 'live' or 'archive' first");
    }
    environment.executeAsync(job);
  }

  private static StreamOptions options(Map<String, String> given) {
    StreamOptions options =
        StreamOptions.of(
                Path.of(needed(given, "home")),
                needed(given, "bootstrap"),
                needed(given, "registry"))
            .withParallelism(Integer.parseInt(given.getOrDefault("parallelism", "1")));
    String lake = given.get("lake");
    if (lake != null) {
      options = options.withLake(lake);
    }
    String database = given.get("database");
    return database == null
        ? options
        : options.withSmartDb(
            new SmartDbAddress(
                database,
                needed(given, "user"),
                System.getenv().getOrDefault("TIDEMARK_DATABASE_PASSWORD", ""),
                null));
  }

  private static Map<String, String> given(String[] args) {
    Map<String, String> given = new TreeMap<>();
    for (String arg : Arrays.asList(args).subList(1, args.length)) {
      int equal = arg.indexOf('=');
      if (equal < 1) {
        throw wrong("'" + arg + "' is not name=value", "Write, for example, home=/data/tidemark");
      }
      given.put(arg.substring(0, equal), arg.substring(equal + 1));
    }
    return given;
  }

  private static String needed(Map<String, String> given, String name) {
    String value = given.get(name);
    if (value == null) {
      throw wrong(name + " is missing", "Add " + name + "=...");
    }
    return value;
  }

  private static TidemarkException wrong(String why, String fix) {
    return TidemarkException.of(ErrorCode.INVALID_ARGUMENT, "The job cannot be started", why, fix);
  }
}

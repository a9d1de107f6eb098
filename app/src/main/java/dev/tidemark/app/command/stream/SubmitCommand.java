package dev.tidemark.app.command.stream;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.Databases;
import dev.tidemark.app.wiring.EventLog;
import dev.tidemark.app.wiring.StreamJobs;
import dev.tidemark.stream.archive.ArchiveJob;
import dev.tidemark.stream.archive.ArchiveOptions;
import dev.tidemark.stream.archive.ArchiveStart;
import dev.tidemark.stream.cluster.RemoteCluster;
import dev.tidemark.stream.job.Checkpoints;
import dev.tidemark.stream.job.JobSettings;
import dev.tidemark.stream.job.LiveJob;
import dev.tidemark.stream.job.StreamOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark stream submit}. */
@Command(
    name = "submit",
    header = "Starts a job on a Flink cluster.",
    description = {
      "",
      "The job continues from its newest complete checkpoint or savepoint in HOME/stream/JOB. Home and"
          + " lake must be directories that every node of the cluster reaches under the same path, and"
          + " Kafka, registry and database addresses that it reaches. Refused while a 'tidemark up' of"
          + " this machine runs the jobs of the home; use 'tidemark up --no-jobs' beside a cluster.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark stream submit live --cluster http://flink:8081",
      "  tidemark stream submit archive --replay --cluster http://flink:8081"
    })
final class SubmitCommand implements Callable<Integer> {
  /** The jobs there are. */
  enum Job {
    live,
    archive
  }

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();
  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Parameters(paramLabel = "JOB", description = "${COMPLETION-CANDIDATES}.")
  private Job job = Job.live;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description = "Checkpoint or savepoint to continue from, instead of the newest.")
  private @Nullable Path from;

  @Option(
      names = "--replay",
      description =
          "Archive without a checkpoint: read the log from its beginning and leave out what the"
              + " lake has.")
  private boolean replay;

  @Option(
      names = "--from-now",
      description = "Archive without a checkpoint: take only what comes from now on.")
  private boolean fromNow;

  private final Host host;

  SubmitCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    Settings settings = home.load(host);
    StreamJobs.refuseBesideLocal(settings);
    try (EventLog log = EventLog.connect(settings);
        Databases.Opened opened = Databases.open(settings);
        RemoteCluster remote = cluster.open()) {
      StreamOptions options = StreamJobs.options(settings, log, opened.database());
      Path directory = options.directory(job.name());
      Optional<Path> start =
          from == null ? Checkpoints.newest(directory) : Optional.of(from.toAbsolutePath());
      Duration every = job == Job.live ? options.checkpoint() : options.archive();
      Configuration configuration = JobSettings.job(directory, every, start);
      configuration.setString("parallelism.default", Integer.toString(options.parallelism()));
      String id =
          remote.submit(job.name(), configuration, JobLibraries.jars(settings), topology(options));
      if (output.json()) {
        Json.print(
            host.terminal().out(),
            Json.object()
                .put("job", job.name())
                .put("id", id)
                .put("from", start.map(Path::toString).orElse("")));
      } else {
        host.terminal()
            .out()
            .println(
                "%s started %s [id=%s]"
                    .formatted(job, start.map(path -> "from " + path).orElse("anew"), id));
        host.terminal().out().flush();
      }
      return ExitCodes.OK;
    }
  }

  private Consumer<StreamExecutionEnvironment> topology(StreamOptions options) {
    if (job == Job.live) {
      return environment -> LiveJob.build(environment, options);
    }
    ArchiveStart start =
        replay ? ArchiveStart.REPLAY : fromNow ? ArchiveStart.FROM_NOW : ArchiveStart.REFUSE;
    ArchiveOptions archive = ArchiveOptions.of(options.lake(), host.ids().get()).withStart(start);
    return environment -> ArchiveJob.build(environment, options, archive);
  }
}

package dev.tidemark.app.command.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.Platform;
import dev.tidemark.app.wiring.Services;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.server.jobs.Recurring;
import dev.tidemark.server.jobs.Worker;
import dev.tidemark.server.logging.ServerLogging;
import dev.tidemark.server.security.ApiKey;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark up}. */
@Command(
    name = "up",
    header = "Starts everything in one process: database, log, stream jobs, API, console, workers.",
    description = {
      "",
      "The first start makes the database and prints an API key, once. Stop with Ctrl-C or SIGTERM:"
          + " requests and jobs under way may finish for 'jobs.drain'. Nothing accepted is lost when it"
          + " is killed instead.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark up",
      "  tidemark up --port 9000 --threads 4 --home /data/tidemark",
      "  tidemark up --port 0 --json",
      "  tidemark up --no-workers        # beside 'tidemark worker' processes"
    })
public final class UpCommand implements Callable<Integer> {
  private static final int HIGHEST_PORT = 65_535;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the API, 0 for any free one; default 'server.port'.")
  private @Nullable Integer port;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Jobs at a time; default 'jobs.threads'.")
  private @Nullable Integer threads;

  @Option(
      names = "--no-workers",
      description = "Only accept analyses; 'tidemark worker' processes compute them.")
  private boolean withoutWorkers;

  @Option(
      names = "--no-jobs",
      description = "Log, but no stream jobs: 'tidemark stream submit' runs them on a cluster.")
  private boolean withoutJobs;

  @Option(
      names = "--no-stream",
      description = "No log and no stream jobs: batch, database and API only.")
  private boolean withoutStream;

  private final Host host;

  public UpCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = home.load(host);
    int listening =
        inRange("--port", port, settings.count(KnownSettings.SERVER_PORT), 0, HIGHEST_PORT);
    int jobs = inRange("--threads", threads, settings.count(KnownSettings.JOBS_THREADS), 1, 256);
    if (!host.terminal().showsProgress()) {
      ServerLogging.json();
    }
    Platform platform = Platform.start(host, settings, listening, parts());
    Worker worker = platform.services().worker(jobs);
    Recurring recurring = platform.services().recurring();
    if (!withoutWorkers) {
      worker.start();
      recurring.start();
    }
    announce(settings, platform);
    UntilStopped.await(
        () -> {
          try {
            platform.server().close();
            if (!withoutWorkers) {
              recurring.close();
              worker.drain(settings.duration(KnownSettings.JOBS_DRAIN));
            }
          } finally {
            platform.close();
          }
        });
    return ExitCodes.OK;
  }

  private Platform.Stream parts() {
    return withoutStream
        ? Platform.Stream.NONE
        : withoutJobs ? Platform.Stream.LOG : Platform.Stream.LOG_AND_JOBS;
  }

  private static int inRange(
      String option, @Nullable Integer given, int fallback, int least, int most) {
    int value = given == null ? fallback : given;
    if (value < least || value > most) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              option + " is out of range",
              "it must be from " + least + " to " + most,
              "Give a number in that range")
          .withDetail(option, value);
    }
    return value;
  }

  private void announce(Settings settings, Platform platform) {
    PrintWriter out = host.terminal().out();
    Services services = platform.services();
    String address = platform.address(settings);
    Optional<ApiKey> key = services.firstKey();
    if (output.json()) {
      ObjectNode document = Json.object();
      document.put("address", address).put("openapi", address + "/openapi.json");
      document.put("database", services.database().jdbcUrl());
      platform
          .log()
          .ifPresent(
              log ->
                  document
                      .put("kafka", log.bootstrap())
                      .put("registry", log.registryUrl().toString()));
      document.put("jobs", platform.jobs().isPresent());
      document.put("home", settings.home().toString());
      key.ifPresent(first -> document.put("api_key", first.clear()));
      Json.print(out, document);
      return;
    }
    out.println("Console   " + address + "/");
    out.println("API       " + address + "/v1  (" + address + "/openapi.json)");
    out.println("Database  " + services.database().jdbcUrl());
    platform
        .log()
        .ifPresent(
            log -> {
              out.println(
                  "Kafka     " + log.bootstrap() + "  (schemas: " + log.registryUrl() + ")");
              out.println(
                  "Stream    "
                      + platform
                          .jobs()
                          .map(jobs -> String.join(", ", jobs.cluster().jobs()))
                          .orElse(
                              withoutJobs
                                  ? "no jobs here"
                                  : "run by another process of this home"));
            });
    out.println("Home      " + settings.home());
    key.ifPresent(
        first -> {
          out.println("API key   " + first.clear());
          out.println("          shown only now; send it as 'Authorization: Bearer ...'");
          out.println("          ('tidemark keys create' makes others)");
        });
    out.flush();
  }
}

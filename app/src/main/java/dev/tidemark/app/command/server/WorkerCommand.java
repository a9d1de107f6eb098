package dev.tidemark.app.command.server;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.Services;
import dev.tidemark.server.jobs.Recurring;
import dev.tidemark.server.jobs.Worker;
import dev.tidemark.server.logging.ServerLogging;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidemark worker}. */
@Command(
    name = "worker",
    header = "Runs queued analyses, beside 'tidemark up' or without it.",
    description = {
      "",
      "Any number of workers may share a home (with the embedded database) or a database"
          + " ('database.url') and a lake. Asked to stop, a worker claims nothing more, lets its jobs finish"
          + " for 'jobs.drain' and gives back the rest; killed, its jobs pass to another after"
          + " 'jobs.lease'.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark worker",
      "  TIDEMARK_JOBS_THREADS=4 tidemark worker",
      "  TIDEMARK_DATABASE_URL=jdbc:postgresql://db/tidemark tidemark worker"
    })
public final class WorkerCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();

  private final Host host;

  public WorkerCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = home.load(host);
    if (!host.terminal().showsProgress()) {
      ServerLogging.json();
    }
    Services services = Services.open(host, settings);
    Worker worker = services.worker();
    Recurring recurring = services.recurring();
    worker.start();
    recurring.start();
    host.terminal()
        .out()
        .println(
            "Worker ready: "
                + settings.count(KnownSettings.JOBS_THREADS)
                + " jobs at a time, database "
                + services.database().jdbcUrl());
    host.terminal().out().flush();
    UntilStopped.await(
        () -> {
          try {
            recurring.close();
            worker.drain(settings.duration(KnownSettings.JOBS_DRAIN));
          } finally {
            services.close();
          }
        });
    return ExitCodes.OK;
  }
}

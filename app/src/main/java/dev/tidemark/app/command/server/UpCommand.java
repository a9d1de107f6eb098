package dev.tidemark.app.command.server;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.Services;
import dev.tidemark.server.TidemarkServer;
import dev.tidemark.server.jobs.Recurring;
import dev.tidemark.server.jobs.Worker;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidemark up}. */
@Command(
    name = "up",
    header = "Starts everything in one process: database, API, console, workers.",
    description = {
      "",
      "The first start makes the database and prints an API key, once. Stop with Ctrl-C or SIGTERM:"
          + " requests and jobs under way may finish for 'jobs.drain'. Nothing accepted is lost when it"
          + " is killed instead.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark up", "  TIDEMARK_SERVER_PORT=9000 tidemark up --home /data/tidemark"})
public final class UpCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();

  private final Host host;

  public UpCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = home.load(host);
    Services services = Services.open(host, settings);
    TidemarkServer server;
    try {
      server = services.server();
    } catch (RuntimeException e) {
      services.close();
      throw e;
    }
    Worker worker = services.worker();
    Recurring recurring = services.recurring();
    worker.start();
    recurring.start();
    announce(settings, services, server);
    UntilStopped.await(
        () -> {
          server.close();
          recurring.close();
          worker.drain(settings.duration(KnownSettings.JOBS_DRAIN));
          services.close();
        });
    return ExitCodes.OK;
  }

  private void announce(Settings settings, Services services, TidemarkServer server) {
    PrintWriter out = host.terminal().out();
    String address = "http://" + settings.text(KnownSettings.SERVER_HOST) + ":" + server.port();
    out.println("Console   " + address + "/");
    out.println("API       " + address + "/v1  (" + address + "/openapi.json)");
    out.println("Database  " + services.database().jdbcUrl());
    out.println("Home      " + settings.home());
    services
        .firstKey()
        .ifPresent(
            key -> {
              out.println("API key   " + key.clear());
              out.println("          shown only now; send it as 'Authorization: Bearer ...'");
            });
    out.flush();
  }
}

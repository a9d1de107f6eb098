package dev.tidemark.app.command.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.EventLog;
import dev.tidemark.stream.broker.EmbeddedBroker;
import dev.tidemark.stream.topic.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark broker}. */
@Command(
    name = "broker",
    header = "Runs the Kafka broker of a home as a process of its own.",
    description = {
      "",
      "'tidemark up' with the same home uses it instead of starting one inside itself. It listens on"
          + " 127.0.0.1, keeps its port, and loses nothing it acknowledged when it is killed.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark broker", "  tidemark broker --port 9092 --home /data/tidemark --json"})
public final class BrokerCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port for clients; default 'kafka.port', else the one it had.")
  private @Nullable Integer port;

  private final Host host;

  public BrokerCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = home.load(host);
    int wanted = port == null ? settings.count(KnownSettings.KAFKA_PORT) : port;
    EmbeddedBroker broker = EmbeddedBroker.start(EventLog.brokerDirectory(settings), wanted);
    try (Topics topics = Topics.of(broker.bootstrap(), PATIENCE)) {
      topics.ensure();
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
    announce(settings, broker);
    UntilStopped.await(broker::close);
    return ExitCodes.OK;
  }

  private void announce(Settings settings, EmbeddedBroker broker) {
    PrintWriter out = host.terminal().out();
    if (output.json()) {
      ObjectNode document = Json.object();
      document.put("bootstrap", broker.bootstrap()).put("home", settings.home().toString());
      Json.print(out, document);
    } else {
      out.println("Kafka     " + broker.bootstrap());
      out.println("Home      " + settings.home());
    }
    out.flush();
  }
}

package dev.tidemark.app.command;

import dev.tidemark.app.command.analysis.AnalyzeCommand;
import dev.tidemark.app.command.analysis.VerifyCommand;
import dev.tidemark.app.command.backfill.BackfillCommand;
import dev.tidemark.app.command.dlq.DlqCommand;
import dev.tidemark.app.command.keys.KeysCommand;
import dev.tidemark.app.command.live.FeedCommand;
import dev.tidemark.app.command.live.ReplayCommand;
import dev.tidemark.app.command.log.SchemasCommand;
import dev.tidemark.app.command.log.TopicsCommand;
import dev.tidemark.app.command.parity.ParityCommand;
import dev.tidemark.app.command.server.BrokerCommand;
import dev.tidemark.app.command.server.UpCommand;
import dev.tidemark.app.command.server.WorkerCommand;
import dev.tidemark.app.command.smartdb.SmartdbCommand;
import dev.tidemark.app.command.stream.StreamCommand;
import dev.tidemark.app.command.tables.TablesCommand;
import dev.tidemark.app.command.torture.TortureCommand;
import dev.tidemark.app.demo.DemoCommand;
import dev.tidemark.app.host.Host;
import java.util.ServiceLoader;
import picocli.CommandLine;

/** The command tree, in the order in which {@code --help} lists it. */
public final class Commands {
  private Commands() {}

  public static CommandLine tree(Host host) {
    CommandLine root = new CommandLine(new TidemarkCommand());
    root.addSubcommand(new DemoCommand(host));
    root.addSubcommand(new BackfillCommand(host));
    root.addSubcommand(new TransformCommand(host));
    root.addSubcommand(new AnalyzeCommand(host));
    root.addSubcommand(new VerifyCommand(host));
    root.addSubcommand(TablesCommand.tree(host));
    root.addSubcommand(SmartdbCommand.tree(host));
    root.addSubcommand(new FeedCommand(host));
    root.addSubcommand(new ReplayCommand(host));
    root.addSubcommand(StreamCommand.tree(host));
    root.addSubcommand(DlqCommand.tree(host));
    root.addSubcommand(new UpCommand(host));
    root.addSubcommand(new WorkerCommand(host));
    root.addSubcommand(new BrokerCommand(host));
    root.addSubcommand(TopicsCommand.tree(host));
    root.addSubcommand(SchemasCommand.tree(host));
    root.addSubcommand(KeysCommand.tree(host));
    root.addSubcommand(new ConfigCommand(host));
    root.addSubcommand(new DoctorCommand(host));
    root.addSubcommand(new GoldenCommand(host));
    root.addSubcommand(new CalibrateCommand(host));
    root.addSubcommand(new ParityCommand(host));
    root.addSubcommand(TortureCommand.tree(host));
    root.addSubcommand(new VersionCommand(host));
    for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
      root.addSubcommand(provider.command(host));
    }
    return root;
  }
}

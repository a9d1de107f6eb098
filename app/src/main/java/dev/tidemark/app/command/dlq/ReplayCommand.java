package dev.tidemark.app.command.dlq;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.command.tables.LakeCommand;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.ingest.files.Layouts;
import dev.tidemark.ingest.files.RecordReplay;
import dev.tidemark.ingest.load.IngestOptions;
import dev.tidemark.ingest.replay.ReplayService;
import dev.tidemark.ingest.replay.ReplaySummary;
import dev.tidemark.lake.TableStore;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** A command that sends dead letters through the gate again. */
abstract class ReplayCommand extends LakeCommand {
  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "A mapping file of your own, as given to the backfill; may be repeated.")
  private List<String> mappings = new ArrayList<>();

  ReplayCommand(Host host) {
    super(host);
  }

  abstract ReplaySummary replay(ReplayService service);

  static ReplayService service(TableStore store, Host host, List<String> mappings) {
    Layouts layouts = Layouts.with(mappings.stream().map(host::resolve).toList());
    return new ReplayService(
        store, new RecordReplay(layouts), IngestOptions.DEFAULT, host.clock(), host.ids());
  }

  @Override
  protected final int run(TableStore store, Settings settings) {
    ReplaySummary summary = replay(service(store, host(), mappings));
    if (json()) {
      ObjectNode document = Json.object();
      document.put("letters", summary.letters());
      document.put("replayed", summary.replayed());
      document.put("rejected", summary.rejected());
      document.put("rows_stored", summary.stored());
      Json.print(out(), document);
    } else {
      out()
          .println(
              String.format(
                  "%d letters: %d replayed (%d rows stored), %d rejected again",
                  summary.letters(), summary.replayed(), summary.stored(), summary.rejected()));
    }
    return summary.rejected() == 0 ? ExitCodes.OK : ExitCodes.FINDINGS;
  }
}

package dev.tidemark.app.command.analysis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.analysis.report.Verification;
import dev.tidemark.app.analysis.Recomputation;
import dev.tidemark.app.analysis.StoredResults;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.command.tables.LakeCommand;
import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.wiring.Markets;
import dev.tidemark.lake.TableStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark verify}. */
@Command(
    name = "verify",
    header = "Computes a result again from its manifest and compares it byte for byte.",
    description = {
      "",
      "Reads the data as known when the result was made, past every cache. Exit code 0 when the bytes"
          + " are the same; 1 when they are not, with the first thing that differs: a session whose bars"
          + " are others, or the JSON pointer of a value. A body without a manifest is compared with one"
          + " made of the data as known now.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark verify local-0123456789abcdef",
      "  tidemark verify ~/.tidemark/objects/results/local-0123456789abcdef/manifest.json",
      "  tidemark verify body.json --json"
    })
public final class VerifyCommand extends LakeCommand {
  @Parameters(paramLabel = "FILE|ID|DIR", description = "What to verify.")
  private String what = "";

  @Option(names = "--threads", paramLabel = "N", description = "Workers; default: cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  public VerifyCommand(Host host) {
    super(host);
  }

  @Override
  protected int run(TableStore store, Settings settings) {
    StoredResults results = new StoredResults(settings.path(KnownSettings.OBJECTS_ROOT));
    Recomputation.Source source = Recomputation.find(what, host().resolve(what), results);
    MarketData market = Markets.open(store, settings, host());
    Verification verification;
    try (PhaseProgress progress = new PhaseProgress(host().terminal(), host().ticker())) {
      Execution execution = new Execution(Math.max(1, threads), progress, () -> false);
      verification =
          switch (source) {
            case Recomputation.Source.WithManifest with ->
                Recomputation.verify(market, with.recorded(), execution);
            case Recomputation.Source.BodyOnly body ->
                Recomputation.verify(market, body, host().clock().instant(), execution);
          };
    }
    if (json()) {
      Json.print(out(), document(verification));
    } else {
      print(verification);
    }
    return verification instanceof Verification.Identical ? ExitCodes.OK : ExitCodes.FINDINGS;
  }

  private void print(Verification verification) {
    switch (verification) {
      case Verification.Identical same ->
          out().println("Identical: the same bytes, result hash " + same.resultHash());
      case Verification.Different different -> {
        out().println("Different: " + different.sentence());
        out().println("  recorded    " + different.recorded());
        out().println("  recomputed  " + different.recomputed());
      }
    }
    out().flush();
  }

  private static ObjectNode document(Verification verification) {
    ObjectNode document = Json.object();
    switch (verification) {
      case Verification.Identical same -> {
        document.put("identical", true);
        document.put("result_hash", same.resultHash());
      }
      case Verification.Different different -> {
        document.put("identical", false);
        document.put("kind", different.kind().name());
        document.put("at", different.at());
        document.put("recorded", different.recorded());
        document.put("recomputed", different.recomputed());
        document.put("sentence", different.sentence());
      }
    }
    return document;
  }
}

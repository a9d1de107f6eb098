package dev.tidemark.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import dev.tidemark.golden.FileResult;
import dev.tidemark.golden.GoldenRunner;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidemark golden DIR}. */
@Command(
    name = "golden",
    header = "Runs golden vectors through the production classes.",
    description = {
      "",
      "Every .json and .csv file of the directory is run by its number (01_ … 19_): inputs go through"
          + " the classes that everything else uses, results are compared with the expected values,"
          + " one count per field, array element or row. A topic that is not built says so and fails."
          + " Exit code 1 when anything failed.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark golden golden/src/main/golden",
      "  tidemark golden /data/vectors --failures",
      "  tidemark golden /data/vectors --json"
    })
public final class GoldenCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "DIR", description = "Directory of files in the golden format.")
  private String directory = "";

  @Option(
      names = "--failures",
      description = "Also print the first failures of each file (on standard error).")
  private boolean failures;

  private final Host host;

  public GoldenCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    List<FileResult> results = GoldenRunner.standard().run(host.resolve(directory));
    long passed = results.stream().mapToLong(FileResult::passed).sum();
    long failed = results.stream().mapToLong(FileResult::failed).sum();
    boolean ok = results.stream().allMatch(FileResult::ok);
    if (output.json()) {
      printJson(results, passed, failed, ok);
    } else {
      printLines(results, passed, failed);
    }
    return ok ? ExitCodes.OK : ExitCodes.FINDINGS;
  }

  private void printLines(List<FileResult> results, long passed, long failed) {
    PrintWriter out = host.terminal().out();
    for (FileResult result : results) {
      out.println(result.line());
      out.flush();
      if (failures) {
        result.failures().forEach(failure -> host.terminal().err().println("  " + failure));
        host.terminal().err().flush();
      }
    }
    out.println(passed + " passed, " + failed + " failed");
  }

  private void printJson(List<FileResult> results, long passed, long failed, boolean ok) {
    ObjectNode document = Json.object();
    document.put("ok", ok);
    document.put("passed", passed);
    document.put("failed", failed);
    ArrayNode files = document.putArray("files");
    for (FileResult result : results) {
      ObjectNode file = files.addObject();
      file.put("file", result.file());
      file.put("passed", result.passed());
      file.put("failed", result.failed());
      result.notBuilt().forEach(file.putArray("not_built")::add);
      result.failures().forEach(file.putArray("failures")::add);
    }
    Json.print(host.terminal().out(), document);
  }
}

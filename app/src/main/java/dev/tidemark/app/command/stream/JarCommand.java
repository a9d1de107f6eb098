package dev.tidemark.app.command.stream;

import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.host.Host;
import dev.tidemark.stream.cluster.JobJars;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tidemark stream jar}. */
@Command(
    name = "jar",
    header = "Writes the jobs and all they need as one jar, for Flink's own tools.",
    description = {
      "",
      "Flink itself is not in it. Its main class takes the job and name=value pairs; see the example.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark stream jar tidemark-job.jar",
      "  flink run tidemark-job.jar archive home=/data/tidemark bootstrap=kafka:9092"
          + " registry=http://registry:8081 run=2026-03-02"
    })
final class JarCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();

  @Parameters(paramLabel = "FILE", description = "The jar to write.")
  private String file = "";

  private final Host host;

  JarCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    Path jar = host.resolve(file);
    JobJars.writeJobJar(JobLibraries.jars(home.load(host)), jar);
    if (output.json()) {
      Json.print(host.terminal().out(), Json.object().put("jar", jar.toString()));
    } else {
      host.terminal().out().println(jar);
      host.terminal().out().flush();
    }
    return ExitCodes.OK;
  }
}

package dev.tidemark.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.doctor.Doctor;
import dev.tidemark.app.doctor.Finding;
import dev.tidemark.app.host.Host;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidemark doctor}. */
@Command(
    name = "doctor",
    header = "Checks whether this machine is ready.",
    description = {
      "",
      "Tries what the platform needs: Java and its flags, memory, disk, write access, time-zone data,"
          + " native libraries, the database, the port of the API, the loopback network. Changes nothing. Exit code 1 when a check failed;"
          + " warnings do not count.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark doctor", "  tidemark doctor --home /data/tidemark --json"})
public final class DoctorCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();

  private final Host host;

  public DoctorCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    Settings settings = home.load(host);
    List<Finding> findings = Doctor.of(settings).examine();
    long failed =
        findings.stream().filter(finding -> finding.status() == Finding.Status.FAILED).count();
    if (output.json()) {
      printJson(findings, failed);
    } else {
      printLines(findings, failed);
    }
    return failed == 0 ? ExitCodes.OK : ExitCodes.FINDINGS;
  }

  private void printLines(List<Finding> findings, long failed) {
    PrintWriter out = host.terminal().out();
    for (Finding finding : findings) {
      String mark =
          switch (finding.status()) {
            case OK -> "ok  ";
            case WARNING -> "warn";
            case FAILED -> "FAIL";
          };
      out.println(String.format("%s  %-10s  %s", mark, finding.check(), finding.detail()));
      if (!finding.fix().isEmpty()) {
        out.println("                  fix: " + finding.fix());
      }
    }
    out.println(failed == 0 ? "ready" : failed + " of " + findings.size() + " checks failed");
  }

  private void printJson(List<Finding> findings, long failed) {
    ObjectNode document = Json.object();
    document.put("ready", failed == 0);
    ArrayNode checks = document.putArray("checks");
    for (Finding finding : findings) {
      ObjectNode one = checks.addObject();
      one.put("check", finding.check());
      one.put("status", finding.status().name().toLowerCase(Locale.ROOT));
      one.put("detail", finding.detail());
      one.put("fix", finding.fix());
    }
    Json.print(host.terminal().out(), document);
  }
}

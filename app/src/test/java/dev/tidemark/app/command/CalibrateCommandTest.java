package dev.tidemark.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.analysis.calibrate.Calibration;
import dev.tidemark.analysis.calibrate.CalibrationForm;
import dev.tidemark.analysis.calibrate.CalibrationReport;
import dev.tidemark.analysis.calibrate.MutantVerdict;
import dev.tidemark.app.CliHarness;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command around a calibration; the calibration itself is tested where it is. */
class CalibrateCommandTest {
  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final List<String> asked = new ArrayList<>();
  private boolean caught = true;

  private CalibrationReport answer(
      CalibrationForm form, long seed, int threads, Calibration.Progress progress) {
    progress.at(1, 1);
    asked.add(form + " " + seed + " " + threads);
    return new CalibrationReport(
        form,
        seed,
        List.of(),
        List.of(new MutantVerdict("fault", "a fault", "a check", caught, false, "seen")));
  }

  private int run(String... arguments) {
    var host = new CliHarness(directory).host(out, new StringWriter());
    return new CommandLine(new CalibrateCommand(host, this::answer)).execute(arguments);
  }

  @Test
  void theQuickFormIsTheDefault() {
    assertThat(run("--threads", "3")).isZero();
    assertThat(run("--full", "--seed", "7", "--threads", "1")).isZero();
    assertThat(asked).containsExactly("QUICK 1 3", "FULL 7 1");
    assertThat(out.toString()).contains("caught: a fault", "mutants=1 survived=0");
  }

  @Test
  void aSurvivorIsExitCodeOne() {
    caught = false;
    assertThat(run()).isEqualTo(1);
    assertThat(out.toString()).contains("SURVIVED: a fault", "survived=1");
  }

  @Test
  void reportsAreWrittenAndJsonIsTheReport() throws IOException {
    assertThat(run("--json", "--report", "r.json", "--markdown", "r.md")).isZero();
    String written = Files.readString(directory.resolve("r.json"));
    assertThat(out.toString().strip()).isEqualTo(written.strip());
    assertThat(new ObjectMapper().readTree(written).get("ok").asBoolean()).isTrue();
    assertThat(Files.readString(directory.resolve("r.md"))).startsWith("# Calibration\n");
  }

  @Test
  void whatCannotWorkIsSaidBeforeTheWork() {
    CliHarness cli = new CliHarness(directory);
    assertThat(cli.run("calibrate", "--threads", "0").exitCode()).isEqualTo(2);
    assertThat(cli.run("calibrate", "--quick", "--full").exitCode()).isEqualTo(2);
    var nowhere = cli.run("calibrate", "--report", "nowhere/r.json");
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.err()).contains("No directory for the report");
  }
}

package dev.tidemark.analysis.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A calibration as a page for people. */
public final class ReportMarkdown {
  private final StringBuilder out = new StringBuilder();

  private ReportMarkdown() {}

  /** The page; the same bytes for the same form and seed. */
  public static String of(CalibrationReport report) {
    ReportMarkdown page = new ReportMarkdown();
    page.head(report);
    page.bounds(report);
    page.mutants(report);
    report.sections().forEach(page::section);
    page.limits();
    return page.out.toString();
  }

  static String name(CalibrationForm form) {
    return form.name().toLowerCase(Locale.ROOT);
  }

  private void head(CalibrationReport report) {
    String command =
        "./tidemark calibrate --"
            + name(report.form())
            + " --seed "
            + Long.toUnsignedString(report.seed())
            + " --markdown docs/calibration.md --report docs/calibration.json";
    line("# Calibration");
    line("");
    line(
        "Is the engine honest? It analyses simulated markets in which nothing is to be found, and");
    line(
        "others in which something was planted; then known faults are put in, and checks must catch");
    line("them. Generated, not written: change nothing here. Made by");
    line("");
    line("```");
    line(command);
    line("```");
    line("");
    line(
        "Every number follows from the seed, whatever the machine and its threads. Prices of analysis");
    line("`i` of experiment `e` are drawn from Philox stream (purpose SYNTH, sub-stream 1, id e,");
    line(
        "replicate i); its own seed is two words of sub-stream 2. `calibration.json` lists the seeds");
    line("of all analyses. Analyses run through the same entry point as `tidemark analyze`.");
    line("");
    long failed = report.checks().stream().filter(check -> !check.ok()).count();
    long survived = report.mutants().stream().filter(mutant -> !mutant.caught()).count();
    long alarms = report.mutants().stream().filter(MutantVerdict::falseAlarm).count();
    line(
        "**%d of %d bounds kept, %d of %d mutants caught, %d false alarms.**"
            .formatted(
                report.checks().size() - failed,
                report.checks().size(),
                report.mutants().size() - survived,
                report.mutants().size(),
                alarms));
    if (report.form() == CalibrationForm.FULL) {
      line("");
      line(
          "Where the specification bounds a figure, that bound is used; else the 99 % binomial bound.");
      line("A bound that fails stands here as failed; nothing was tuned until it passed.");
    }
    line("");
  }

  private void bounds(CalibrationReport report) {
    line("## Bounds");
    line("");
    List<List<String>> rows = new ArrayList<>();
    for (Check check : report.checks()) {
      rows.add(
          List.of(
              check.what(),
              check.format().text(check.value()),
              check.bounds(),
              check.basis(),
              check.ok() ? "kept" : "**FAILED**"));
    }
    table(List.of("figure", "measured", "bound", "from", ""), rows);
  }

  private void mutants(CalibrationReport report) {
    line("## Mutants");
    line("");
    line(
        "A fault put in on purpose, and the check that must catch it and must not fire without it.");
    line("");
    List<List<String>> rows = new ArrayList<>();
    for (MutantVerdict mutant : report.mutants()) {
      rows.add(
          List.of(
              mutant.fault(),
              mutant.detector(),
              mutant.observed(),
              (mutant.caught() ? "caught" : "**SURVIVED**")
                  + (mutant.falseAlarm() ? ", **FALSE ALARM**" : "")));
    }
    table(List.of("fault", "check", "seen (mutant against real code)", ""), rows);
  }

  private void section(Section section) {
    line("## " + section.title());
    line("");
    line(section.text());
    line("");
    List<List<String>> rows = new ArrayList<>();
    for (List<Object> row : section.rows()) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        texts.add(section.columns().get(i).format().text(row.get(i)));
      }
      rows.add(texts);
    }
    table(section.columns().stream().map(Section.Column::title).toList(), rows);
  }

  private void limits() {
    line("## What this does not show");
    line("");
    line(
        "The second key is exact only if returns are symmetric given their size; leverage and skew are");
    line(
        "mild here. Fills at the open know no queue and no impact. Which tickers are analysed, and how");
    line("often with other parameters, is outside the family that the correction covers.");
  }

  private void table(List<String> header, List<List<String>> rows) {
    line("| " + String.join(" | ", header) + " |");
    line("|" + "---|".repeat(header.size()));
    rows.forEach(row -> line("| " + String.join(" | ", row) + " |"));
    line("");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}

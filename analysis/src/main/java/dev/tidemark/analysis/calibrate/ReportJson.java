package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.json.CanonicalJson;
import java.util.List;

/**
 * A calibration as canonical JSON, schema {@code tidemark/calibration/1}. Bytes are a function of
 * the form and the seed.
 *
 * <pre>
 * schema, form, seed (decimal text, unsigned), ok
 * bounds[]:  key, what, value, low, high, basis, ok        null is no bound
 * studies[]: key, title, text, rows[] (an object each), seeds[] {group, seeds[]}
 * mutants[]: key, fault, detector, caught, false_alarm, observed
 * </pre>
 *
 * Shares are fractions of 1; a figure that is not there is null.
 */
public final class ReportJson {
  private static final String SCHEMA = "tidemark/calibration/1";

  private ReportJson() {}

  /** The document, without a line end. */
  public static String of(CalibrationReport report) {
    CanonicalJson json = new CanonicalJson();
    json.beginObject();
    json.field("schema", SCHEMA);
    json.field("form", ReportMarkdown.name(report.form()));
    json.field("seed", Long.toUnsignedString(report.seed()));
    json.field("ok", report.ok());
    json.name("bounds").beginArray();
    report.checks().forEach(check -> check(json, check));
    json.endArray();
    json.name("studies").beginArray();
    report.sections().forEach(section -> section(json, section));
    json.endArray();
    json.name("mutants").beginArray();
    report.mutants().forEach(mutant -> mutant(json, mutant));
    json.endArray();
    return json.endObject().text();
  }

  private static void check(CanonicalJson json, Check check) {
    json.beginObject();
    json.field("key", check.key());
    json.field("what", check.what());
    json.field("value", check.value());
    json.field("low", finite(check.low()));
    json.field("high", finite(check.high()));
    json.field("basis", check.basis());
    json.field("ok", check.ok());
    json.endObject();
  }

  private static double finite(double bound) {
    return Double.isInfinite(bound) ? Double.NaN : bound;
  }

  private static void section(CanonicalJson json, Section section) {
    json.beginObject();
    json.field("key", section.key());
    json.field("title", section.title());
    json.field("text", section.text());
    json.name("rows").beginArray();
    for (List<Object> row : section.rows()) {
      json.beginObject();
      for (int i = 0; i < row.size(); i++) {
        json.name(section.columns().get(i).key());
        switch (row.get(i)) {
          case Integer count -> json.value(count.longValue());
          case Double number -> json.value(number.doubleValue());
          default -> json.value(row.get(i).toString());
        }
      }
      json.endObject();
    }
    json.endArray();
    json.name("seeds").beginArray();
    for (Section.Seeds group : section.seeds()) {
      json.beginObject();
      json.field("group", group.group());
      json.name("seeds").beginArray();
      group.seeds().forEach(seed -> json.value(Long.toUnsignedString(seed)));
      json.endArray();
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }

  private static void mutant(CanonicalJson json, MutantVerdict mutant) {
    json.beginObject();
    json.field("key", mutant.key());
    json.field("fault", mutant.fault());
    json.field("detector", mutant.detector());
    json.field("caught", mutant.caught());
    json.field("false_alarm", mutant.falseAlarm());
    json.field("observed", mutant.observed());
    json.endObject();
  }
}

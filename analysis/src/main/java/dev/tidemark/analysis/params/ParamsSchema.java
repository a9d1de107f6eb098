package dev.tidemark.analysis.params;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.core.time.CalendarId;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JSON Schema (2020-12) of a request, made of the same bounds that the reader checks. Rules
 * that involve several fields (spec §4.1) are described, not expressed.
 */
public final class ParamsSchema {
  public static final String ID = "https://tidemark.dev/schemas/analyze-request.json";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ParamsSchema() {}

  /** A new copy of the schema. */
  public static ObjectNode document() {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", ID);
    schema.put("title", "Mean-reversion analysis");
    schema.put(
        "description",
        "Numbers are taken to 12 significant digits. Also required: at most "
            + RequestRules.MAX_CELLS
            + " cells; -entry < exit < entry < stop; entry within reach of the signal; "
            + "B + 1 >= cells / fdr.q; enough sessions for walk_forward.min_folds.");
    ObjectNode root = fields(schema);
    text(root, "ticker").put("pattern", Fields.TICKER_PATTERN);
    names(root, "interval", Fields.INTERVALS).put("default", Fields.DEFAULT_INTERVAL);
    horizon(object(root, "horizon"));
    names(root, "calendar", Stream.of(CalendarId.values()).map(Enum::name).toList())
        .put("description", "Default: the calendar of the instrument.");
    names(root, "session_filter", Fields.SESSION_FILTERS).put("default", "RTH");
    windows(object(root, "windows"));
    choice(object(root, "signal"), Fields.SIGNAL_TYPE);
    grid(root.putObject("grid"));
    choice(root, Fields.SIDE);
    whole(root, Fields.MAX_HOLDING);
    flag(root, Fields.OVERNIGHT);
    costs(object(root, "costs"));
    folds(object(root, "walk_forward"));
    whole(root, Fields.MIN_TRADES);
    whole(root, Fields.MIN_SESSIONS);
    evidence(root);
    schema.putArray("required").add("ticker").add("horizon");
    return schema;
  }

  private static void horizon(ObjectNode fields) {
    for (String name : Fields.HORIZON) {
      text(fields, name).put("format", "date").put("pattern", Fields.DATE_PATTERN);
    }
    ((ObjectNode) fields.path("start")).put("description", "First session date, inclusive.");
    ((ObjectNode) fields.path("end")).put("description", "Last session date, inclusive.");
  }

  private static void windows(ObjectNode fields) {
    whole(fields, Fields.BIN_MINUTES)
        .put("description", "A multiple of the interval. Default: XNYS 60, crypto 360, FX 180.")
        .remove("default");
    ObjectNode days = fields.putObject("days");
    days.put("type", "array").put("minItems", 1).put("maxItems", 7).put("uniqueItems", true);
    days.set("items", enumeration(JSON.objectNode(), Fields.DAYS));
    days.put("description", "Days on which the calendar trades. Default: all of them.");
    choice(fields, Fields.WINDOWS_MODE);
  }

  private static void grid(ObjectNode grid) {
    grid.put("type", "array").put("minItems", 1).put("maxItems", Fields.MAX_CONFIGS);
    ObjectNode config = fields(grid.putObject("items"));
    whole(config, Fields.LOOKBACK);
    real(config, Fields.ENTRY);
    real(config, Fields.EXIT);
    ObjectNode stop = real(config, Fields.STOP);
    stop.putArray("type").add("number").add("null");
    stop.putNull("default");
  }

  private static void costs(ObjectNode fields) {
    choice(fields, Fields.COST_MODE);
    real(fields, Fields.BPS_PER_SIDE);
    real(fields, Fields.FALLBACK);
    whole(fields, Fields.QUOTE_AGE);
    flag(fields, Fields.TICK_FLOOR);
  }

  private static void folds(ObjectNode fields) {
    whole(fields, Fields.TRAIN);
    whole(fields, Fields.TEST);
    whole(fields, Fields.EMBARGO);
    choice(fields, Fields.FOLD_MODE);
    whole(fields, Fields.MIN_FOLDS);
  }

  private static void evidence(ObjectNode root) {
    ObjectNode bootstrap = object(root, "bootstrap");
    choice(bootstrap, Fields.BOOT_METHOD);
    whole(bootstrap, Fields.BOOT_B);
    whole(bootstrap, Fields.BOOT_H);
    ObjectNode block = bootstrap.putObject("block");
    ArrayNode either = block.putArray("oneOf");
    either.addObject().put("const", Fields.AUTO);
    bounds(either.addObject(), Fields.BLOCK);
    block.put("default", Fields.AUTO);
    block.put("description", "Mean block length in sessions, at most a third of those tested.");
    ObjectNode paths = object(root, "null_paths");
    whole(paths, Fields.PATHS_B);
    whole(paths, Fields.PATHS_H);
    ObjectNode fdr = object(root, "fdr");
    choice(fdr, Fields.FDR_METHOD);
    real(fdr, Fields.FDR_Q);
    ObjectNode seed = root.putObject("seed");
    ArrayNode forms = seed.putArray("oneOf");
    forms.addObject().put("type", "string").put("pattern", Fields.SEED_PATTERN);
    forms
        .addObject()
        .put("type", "integer")
        .put("minimum", 0)
        .put("maximum", BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
    seed.put("description", "Unsigned 64-bit. Default: derived from the parameters and the data.");
  }

  private static ObjectNode object(ObjectNode fields, String name) {
    return fields(fields.putObject(name));
  }

  private static ObjectNode fields(ObjectNode object) {
    object.put("type", "object").put("additionalProperties", false);
    return object.putObject("properties");
  }

  private static ObjectNode text(ObjectNode fields, String name) {
    return fields.putObject(name).put("type", "string");
  }

  private static ObjectNode names(ObjectNode fields, String name, List<String> values) {
    return enumeration(fields.putObject(name), values);
  }

  private static ObjectNode enumeration(ObjectNode at, List<String> values) {
    ArrayNode names = at.put("type", "string").putArray("enum");
    values.forEach(names::add);
    return at;
  }

  private static void choice(ObjectNode fields, Fields.Choice<?> field) {
    names(fields, field.name(), field.names()).put("default", field.fallback().name());
  }

  private static void flag(ObjectNode fields, Fields.Flag field) {
    fields.putObject(field.name()).put("type", "boolean").put("default", field.fallback());
  }

  private static ObjectNode whole(ObjectNode fields, Fields.Whole field) {
    return fields
        .putObject(field.name())
        .put("type", "integer")
        .put("minimum", field.min())
        .put("maximum", field.max())
        .put("default", field.fallback());
  }

  private static ObjectNode real(ObjectNode fields, Fields.Real field) {
    ObjectNode at = bounds(fields.putObject(field.name()), field);
    return Double.isNaN(field.fallback()) ? at : at.put("default", field.fallback());
  }

  private static ObjectNode bounds(ObjectNode at, Fields.Real field) {
    at.put("type", "number");
    at.put(field.aboveMin() ? "exclusiveMinimum" : "minimum", field.min());
    return at.put("maximum", field.max());
  }
}

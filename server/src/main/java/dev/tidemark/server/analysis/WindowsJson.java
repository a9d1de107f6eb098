package dev.tidemark.server.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.analysis.json.CanonicalJson;
import dev.tidemark.analysis.json.StrictJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A page of the cells of a body, filtered and sorted; values are written as the body has them. */
final class WindowsJson {
  private static final String RANK = "rank";

  private WindowsJson() {}

  static Lookup<Content> page(String analysisId, byte[] body, WindowsQuery query) {
    JsonNode tree = tree(body);
    List<JsonNode> cells = new ArrayList<>();
    tree.path("cells").forEach(cells::add);
    Map<Integer, Integer> ranks = new HashMap<>();
    for (JsonNode window : tree.path("windows_ranked")) {
      ranks.put(window.path("cell").intValue(), window.path(RANK).intValue());
    }
    Set<String> names = new TreeSet<>();
    cells.forEach(cell -> cell.fieldNames().forEachRemaining(names::add));
    names.add(RANK);
    for (String field : query.fields()) {
      if (!names.contains(field)) {
        return refused("fields", field, names);
      }
    }
    if (!sortable(cells, query.sort())) {
      return refused("sort", query.sort(), names);
    }
    List<JsonNode> shown =
        cells.stream().filter(cell -> matches(cell, query)).sorted(order(query, ranks)).toList();
    return new Lookup.Found<>(
        Content.of("application/json", write(analysisId, shown, ranks, query)));
  }

  private static JsonNode tree(byte[] body) {
    try {
      return StrictJson.tree(body);
    } catch (StrictJson.Malformed e) {
      throw new IllegalStateException("our own body is not readable", e);
    }
  }

  /** Fields that some cell has a number in; with no cell, nothing is sorted. */
  private static boolean sortable(List<JsonNode> cells, String field) {
    return field.equals(RANK)
        || cells.stream().anyMatch(cell -> cell.path(field).isNumber())
        || !cells.isEmpty() && cells.stream().allMatch(cell -> cell.path(field).isNull());
  }

  private static boolean matches(JsonNode cell, WindowsQuery query) {
    Integer minTrades = query.minTrades();
    Double maxFdr = query.maxFdr();
    JsonNode q = cell.path("fdr_q");
    boolean day =
        query.days().isEmpty()
            || query.days().stream()
                .anyMatch(each -> each.name().substring(0, 3).equals(cell.path("dow").asText()));
    return day
        && (minTrades == null || cell.path("n_trades").intValue() >= minTrades)
        && (maxFdr == null || q.isNumber() && q.doubleValue() <= maxFdr);
  }

  /** Cells without the value come last either way; equal ones in the order of their ids. */
  private static Comparator<JsonNode> order(WindowsQuery query, Map<Integer, Integer> ranks) {
    Comparator<Double> values =
        query.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
    Comparator<JsonNode> byValue =
        Comparator.comparing(
            (JsonNode cell) -> {
              if (query.sort().equals(RANK)) {
                Integer rank = ranks.get(cell.path("cell").intValue());
                return rank == null ? null : Double.valueOf(rank);
              }
              JsonNode value = cell.path(query.sort());
              return value.isNumber() ? Double.valueOf(value.doubleValue()) : null;
            },
            Comparator.nullsLast(values));
    return byValue.thenComparingInt(cell -> cell.path("cell").intValue());
  }

  private static byte[] write(
      String analysisId, List<JsonNode> shown, Map<Integer, Integer> ranks, WindowsQuery query) {
    PageQuery page = query.page();
    CanonicalJson json = new CanonicalJson();
    json.beginObject()
        .field("analysis_id", analysisId)
        .field("total", shown.size())
        .field("page", page.number())
        .field("page_size", page.size())
        .name("windows")
        .beginArray();
    for (JsonNode cell : page.of(shown)) {
      json.beginObject();
      Integer rank = ranks.get(cell.path("cell").intValue());
      if (query.shows(RANK)) {
        json.name(RANK).raw(rank == null ? "null" : rank.toString());
      }
      for (Iterator<Map.Entry<String, JsonNode>> fields = cell.fields(); fields.hasNext(); ) {
        Map.Entry<String, JsonNode> field = fields.next();
        if (query.shows(field.getKey())) {
          JsonValues.write(field.getValue(), json.name(field.getKey()));
        }
      }
      json.endObject();
    }
    return json.endArray().endObject().bytes();
  }

  private static Lookup<Content> refused(String parameter, String value, Set<String> names) {
    String detail = "'" + value + "' is not a field that " + parameter + " can name";
    String hint = "Windows have: " + String.join(", ", names);
    return new Lookup.Refused<>(
        new Rejection(
            "INVALID_PARAM",
            detail,
            hint,
            List.of(new Rejection.FieldError("/" + parameter, "INVALID_PARAM", detail, hint))));
  }
}

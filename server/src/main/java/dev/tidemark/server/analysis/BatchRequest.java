package dev.tidemark.server.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.analysis.json.StrictJson;
import dev.tidemark.analysis.params.ParamProblem;
import dev.tidemark.analysis.params.ParamsReader;
import dev.tidemark.analysis.params.Reason;
import dev.tidemark.analysis.params.RequestRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** The document {@code {"requests":[…]}}: several analyses that are accepted together. */
final class BatchRequest {
  static final int MOST_MEMBERS = 50;

  private static final String FIELD = "requests";

  private BatchRequest() {}

  sealed interface Reading {}

  sealed interface Preparing {}

  record Refused(Rejection rejection) implements Reading, Preparing {}

  record Prepared(List<Preparation.Ready> members) implements Preparing {}

  record Members(JsonNode requests) implements Reading {

    /** All members, or what is wrong with any of them. */
    Preparing prepare(ParamsReader reader, Preparation preparation, Instant asKnown) {
      List<Preparation.Ready> ready = new ArrayList<>();
      List<Rejection.FieldError> errors = new ArrayList<>();
      for (int i = 0; i < requests.size(); i++) {
        String pointer = "/" + FIELD + "/" + i;
        switch (preparation.prepare(reader.read(requests.get(i), pointer), pointer, asKnown)) {
          case Preparation.Ready member -> ready.add(member);
          case Preparation.Refused refused -> errors.addAll(refused.rejection().errors());
        }
      }
      if (errors.isEmpty()) {
        return new Prepared(ready);
      }
      Rejection.FieldError first = errors.getFirst();
      return new Refused(new Rejection(first.reason(), first.detail(), first.hint(), errors));
    }
  }

  static Reading read(byte[] document) {
    if (document.length > RequestRules.MAX_BODY_BYTES) {
      return refused(
          "",
          Reason.BODY_TOO_LARGE,
          "The request has " + document.length + " bytes",
          "Send at most " + RequestRules.MAX_BODY_BYTES + " bytes, in several batches if needed");
    }
    JsonNode tree;
    try {
      tree = StrictJson.tree(document);
    } catch (StrictJson.Malformed e) {
      return refused(
          e.pointer(),
          Reason.MALFORMED_JSON,
          e.getMessage(),
          "Send one JSON object in UTF-8, each key once");
    }
    Iterator<String> names = tree.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!name.equals(FIELD)) {
        return refused(
            "/" + name.replace("~", "~0").replace("/", "~1"),
            Reason.UNKNOWN_FIELD,
            "A batch has no such field",
            "Send only the field " + FIELD);
      }
    }
    JsonNode requests = tree.path(FIELD);
    if (!requests.isArray() || requests.isEmpty() || requests.size() > MOST_MEMBERS) {
      return refused(
          tree.isObject() && tree.has(FIELD) ? "/" + FIELD : "",
          Reason.INVALID_PARAM,
          "A batch is an object whose field " + FIELD + " is an array of 1 to " + MOST_MEMBERS,
          "Put each analysis into the array as it would be sent alone");
    }
    return new Members(requests);
  }

  /** A row for each member, in their order. */
  static List<NewAnalysis> rows(
      String tenant,
      String batchId,
      List<Preparation.Ready> members,
      Supplier<String> ids,
      Instant now) {
    List<NewAnalysis> rows = new ArrayList<>();
    for (Preparation.Ready member : members) {
      String ticker = member.asked().ticker();
      rows.add(new NewAnalysis(tenant, ids.get(), ticker, now, now, batchId, rows.size()));
    }
    return rows;
  }

  private static Refused refused(String pointer, Reason reason, String detail, String hint) {
    return new Refused(
        Preparation.rejection(List.of(new ParamProblem(pointer, reason, detail, hint))));
  }
}

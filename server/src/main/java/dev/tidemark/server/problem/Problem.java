package dev.tidemark.server.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An error as it is told to a client.
 *
 * @param status HTTP status
 * @param reason stable name in capitals; of the specification (§4.1) where it has one
 * @param title what happened, the same for every occurrence of the reason
 * @param detail this occurrence: why, and how to fix it
 * @param errors the places of the request that are wrong; empty if it is not about a place
 * @param headers to be set on the response, such as {@code Retry-After}
 */
public record Problem(
    int status,
    ProblemCode code,
    String reason,
    String title,
    String detail,
    List<Place> errors,
    Map<String, String> headers) {

  public Problem {
    errors = List.copyOf(errors);
    headers = Map.copyOf(headers);
  }

  /**
   * One wrong place.
   *
   * @param pointer JSON pointer into the body, or {@code ?name} for a query parameter
   * @param hint how to fix it
   */
  public record Place(String pointer, String detail, String hint) {}

  public static Problem of(
      int status, ProblemCode code, String reason, String title, String detail) {
    return new Problem(status, code, reason, title, detail, List.of(), Map.of());
  }

  public Problem with(List<Place> places) {
    return new Problem(status, code, reason, title, detail, places, headers);
  }

  public Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(status, code, reason, title, detail, errors, more);
  }

  /** URN of the kind of problem; there is nothing to be fetched behind it. */
  public String type() {
    return "urn:tidemark:problem:" + reason.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  public ProblemException exception() {
    return new ProblemException(this);
  }
}

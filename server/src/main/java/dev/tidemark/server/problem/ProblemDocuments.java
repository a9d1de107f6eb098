package dev.tidemark.server.problem;

import dev.tidemark.server.logging.RequestTrace;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems as {@code application/problem+json}. */
public final class ProblemDocuments {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ProblemDocuments() {}

  /** As the answer of a route. */
  public static ResponseEntity<byte[]> response(Problem problem, HttpServletRequest request) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(problem.status())
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .header("Cache-Control", "no-store");
    problem.headers().forEach(answer::header);
    return answer.body(bytes(problem, request));
  }

  /** Where no route answers: filters, the container. */
  public static void write(
      Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(problem.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader("Cache-Control", "no-store");
    problem.headers().forEach(response::setHeader);
    byte[] body = bytes(problem, request);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  private static byte[] bytes(Problem problem, HttpServletRequest request) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", problem.type());
    document.put("title", problem.title());
    document.put("status", problem.status());
    document.put("detail", problem.detail());
    document.put("instance", RequestTrace.path(request));
    document.put("code", problem.code().name());
    document.put("reason", problem.reason());
    List<Map<String, String>> places =
        problem.errors().stream().map(ProblemDocuments::place).toList();
    document.put("errors", places);
    document.put("request_id", RequestTrace.requestId(request));
    return JSON.writeValueAsBytes(document);
  }

  private static Map<String, String> place(Problem.Place place) {
    Map<String, String> member = new LinkedHashMap<>();
    member.put("pointer", place.pointer());
    member.put("detail", place.detail());
    member.put("hint", place.hint());
    return member;
  }
}

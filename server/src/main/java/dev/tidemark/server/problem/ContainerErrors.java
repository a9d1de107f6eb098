package dev.tidemark.server.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.MediaType;

/** What the container refuses before the application sees it is a problem document too. */
public final class ContainerErrors extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    Problem problem =
        status >= 500
            ? status == 503 ? Problems.unavailable() : Problems.internal()
            : Problems.ofStatus(
                status, "The request is not understood", "It is not valid HTTP for this server.");
    String document =
        "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"instance\":\"\",\"code\":\"%s\",\"reason\":\"%s\",\"errors\":[],\"request_id\":\"\"}"
            .formatted(
                problem.type(),
                problem.title(),
                status,
                problem.detail(),
                problem.code(),
                problem.reason());
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
      response.setContentLength(bytes.length);
      response.getOutputStream().write(bytes);
      response.finishResponse();
    } catch (IOException | IllegalStateException gone) {
      // The connection is closed or the answer has begun: nobody is left to be told.
      getContainer().getLogger().debug("problem not written", gone);
    }
  }
}

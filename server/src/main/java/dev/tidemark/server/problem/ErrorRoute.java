package dev.tidemark.server.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the container sends what failed outside the routes: in a filter, or in its own checks. */
@RestController
@Hidden
public class ErrorRoute implements ErrorController {
  @RequestMapping("/error")
  ResponseEntity<byte[]> error(HttpServletRequest request) {
    return ProblemDocuments.response(problem(request), request);
  }

  private static Problem problem(HttpServletRequest request) {
    Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : 404;
    if (failure instanceof Exception exception) {
      return ProblemAdvice.problem(exception);
    }
    if (status == 404) {
      return ProblemAdvice.noRoute();
    }
    if (status >= 500) {
      return status == 503 ? Problems.unavailable() : Problems.internal();
    }
    return ProblemAdvice.ofContainer(status);
  }
}

package dev.tidemark.server.problem;

import dev.tidemark.core.error.TidemarkException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Everything that a route, or the framework around it, throws becomes a problem document. */
@RestControllerAdvice
public class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  @Nullable ResponseEntity<byte[]> answer(Exception failure, HttpServletRequest request) {
    if (failure instanceof AsyncRequestNotUsableException) {
      return null; // the client went away
    }
    return ProblemDocuments.response(problem(failure), request);
  }

  /** What is told about an exception. */
  public static Problem problem(Exception failure) {
    return switch (failure) {
      case ProblemException known -> known.problem();
      case TidemarkException expected -> expected(expected);
      case HttpMessageNotReadableException unread -> unread(unread);
      case NoResourceFoundException none -> noRoute();
      case NoHandlerFoundException none -> noRoute();
      case HttpRequestMethodNotSupportedException method -> method(method);
      case HttpMediaTypeNotSupportedException type -> mediaType(type);
      case HttpMediaTypeNotAcceptableException accept -> notAcceptable(accept);
      case MethodArgumentTypeMismatchException value ->
          Problems.parameter(
              value.getName(),
              "'" + shortened(value.getValue()) + "' is not " + kind(value.getRequiredType()),
              "Send " + kind(value.getRequiredType()));
      case ServletRequestBindingException missing ->
          Problems.ofStatus(400, "The request is not complete", missing.getBody().getDetail() + "");
      case InvalidParameterException query -> ofContainer(query.getErrorCode());
      case ErrorResponse framework -> framework(framework);
      default -> defect(failure);
    };
  }

  /** For what the container cannot take apart: path, query, headers, form. */
  static Problem ofContainer(int status) {
    return Problems.ofStatus(
        status,
        "The request is not understood",
        "Its path, query or headers hold something that is refused before any route is asked."
            + " Encode special characters.");
  }

  private static Problem expected(TidemarkException failure) {
    Problem problem = Problems.of(failure);
    if (problem.status() >= 500) {
      LOG.error("Request failed", failure);
    }
    return problem;
  }

  private static Problem defect(Exception failure) {
    LOG.error("Request failed", failure);
    return Problems.internal();
  }

  private static Problem unread(HttpMessageNotReadableException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLargeException tooLarge) {
        return tooLarge.problem();
      }
    }
    boolean clientGone = failure.getCause() instanceof IOException;
    return Problem.of(
        400,
        ProblemCode.INVALID_ARGUMENT,
        clientGone ? "BODY_INCOMPLETE" : "MALFORMED_REQUEST",
        "The body cannot be read",
        "Send the complete body as JSON in UTF-8.");
  }

  /** For a path that leads nowhere. */
  static Problem noRoute() {
    return Problems.ofStatus(
        404,
        "No such route",
        "Nothing is served under this path. GET /openapi.json lists the routes.");
  }

  private static Problem method(HttpRequestMethodNotSupportedException failure) {
    Set<String> allowed =
        new TreeSet<>(
            failure.getSupportedMethods() == null
                ? List.of()
                : List.of(failure.getSupportedMethods()));
    Problem problem =
        Problems.ofStatus(
            405,
            "The method does not fit the route",
            "This path is served with " + String.join(", ", allowed) + ".");
    return allowed.isEmpty() ? problem : problem.withHeader("Allow", String.join(", ", allowed));
  }

  private static Problem mediaType(HttpMediaTypeNotSupportedException failure) {
    return Problems.ofStatus(
            415,
            "The body has another form than the route reads",
            "Send 'Content-Type: application/json'.")
        .withHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
  }

  private static Problem notAcceptable(HttpMediaTypeNotAcceptableException failure) {
    return Problems.ofStatus(
        406,
        "The answer has another form than asked for",
        "This route answers with "
            + failure.getSupportedMediaTypes().stream()
                .map(MediaType::toString)
                .distinct()
                .collect(java.util.stream.Collectors.joining(", "))
            + ".");
  }

  private static Problem framework(ErrorResponse failure) {
    int status = failure.getStatusCode().value();
    String detail = failure.getBody().getDetail();
    if (status >= 500) {
      LOG.error("Request failed", (Throwable) failure);
      return status == 503 ? Problems.unavailable() : Problems.internal();
    }
    return Problems.ofStatus(
        status,
        "The request is not understood",
        (detail == null ? "The framework refused it" : detail)
            + (detail != null && detail.endsWith(".") ? "" : "."));
  }

  private static String kind(@Nullable Class<?> type) {
    if (type == null) {
      return "a value of the right kind";
    }
    if (type.isEnum()) {
      return "one of " + List.of(type.getEnumConstants());
    }
    String name = type.getSimpleName();
    return switch (name) {
      case "int", "Integer", "long", "Long" -> "a whole number";
      case "double", "Double" -> "a number";
      case "boolean", "Boolean" -> "true or false";
      case "LocalDate" -> "a date such as 2024-01-31";
      default -> "a value of the right kind";
    };
  }

  private static String shortened(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}

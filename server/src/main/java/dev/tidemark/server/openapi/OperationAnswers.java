package dev.tidemark.server.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Map;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;

/** Turns {@link Answers} into the responses of an operation. */
final class OperationAnswers implements OperationCustomizer {
  private static final String PROBLEM = "application/problem+json";

  /** Any route may answer so. */
  private static final String[] ALWAYS = {"400", "401", "403", "406", "500", "503"};

  @Override
  public Operation customize(Operation operation, HandlerMethod route) {
    Answers answers = route.getMethodAnnotation(Answers.class);
    if (answers == null) {
      throw new IllegalStateException(route + " does not say what it answers with");
    }
    ApiResponses responses = new ApiResponses();
    for (String status : answers.status()) {
      responses.addApiResponse(status, good(answers, status));
    }
    if (answers.conditional()) {
      responses.addApiResponse(
          "304", new ApiResponse().description("Not changed since the ETag that was sent"));
    }
    for (String status : ALWAYS) {
      responses.addApiResponse(status, problem(status));
    }
    for (String status : answers.problems()) {
      responses.addApiResponse(status, problem(status));
    }
    if (!answers.orElse().isEmpty()) {
      responses.addApiResponse(
          answers.orElse(), good(answers, answers.orElse()).description("It does not"));
    }
    operation.responses(responses);
    if (!answers.takes().isEmpty()) {
      operation.requestBody(body(answers.takes()));
    }
    return operation;
  }

  private static ApiResponse good(Answers answers, String status) {
    Content content = new Content();
    for (String type : answers.as()) {
      content.addMediaType(type, new MediaType().schema(schema(answers, type)));
    }
    ApiResponse response =
        new ApiResponse()
            .description(HttpStatus.valueOf(Integer.parseInt(status)).getReasonPhrase())
            .content(content);
    if (answers.conditional()) {
      response.addHeaderObject("ETag", text("Changes when the answer does."));
    }
    if (!answers.takes().isEmpty() && answers.located()) {
      response.addHeaderObject("Location", text("Where it can be read."));
      response.addHeaderObject("RateLimit", text("What is left of the plan."));
      response.addHeaderObject("RateLimit-Policy", text("The plan."));
    }
    return response;
  }

  private static Schema<?> schema(Answers answers, String type) {
    if (type.equals("application/json")) {
      return answers.value().isEmpty()
          ? new Schema<>().types(java.util.Set.of("object"))
          : ref(answers.value());
    }
    Schema<?> text = new Schema<>().types(java.util.Set.of("string"));
    return type.startsWith("image/") ? text.contentEncoding("binary") : text;
  }

  private static ApiResponse problem(String status) {
    HttpStatus known = HttpStatus.valueOf(Integer.parseInt(status));
    ApiResponse response =
        new ApiResponse()
            .description(known.getReasonPhrase())
            .content(new Content().addMediaType(PROBLEM, new MediaType().schema(ref("Problem"))));
    if (status.equals("429") || status.equals("503")) {
      response.addHeaderObject("Retry-After", text("Seconds after which it may work."));
    }
    if (status.equals("401")) {
      response.addHeaderObject("WWW-Authenticate", text("How to authenticate."));
    }
    return response;
  }

  private static Header text(String description) {
    return new Header()
        .description(description)
        .schema(new Schema<>().types(java.util.Set.of("string")));
  }

  private static RequestBody body(String schema) {
    MediaType type = new MediaType().schema(ref(schema));
    if (schema.endsWith("Events")) {
      return new RequestBody()
          .required(true)
          .content(new Content().addMediaType("application/json", type));
    }
    Map<String, Object> one =
        Map.of(
            "ticker",
            "AAPL",
            "interval",
            "15m",
            "horizon",
            Map.of("start", "2021-01-04", "end", "2022-12-30"));
    type.addExamples(
        "two years",
        new Example()
            .value(
                schema.equals("BatchRequest") ? Map.of("requests", java.util.List.of(one)) : one));
    return new RequestBody()
        .required(true)
        .content(new Content().addMediaType("application/json", type));
  }

  private static Schema<?> ref(String name) {
    return new Schema<>().$ref(ApiDescription.COMPONENTS + name);
  }
}

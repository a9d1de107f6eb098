package dev.tidemark.stream.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * A client of any registry that speaks Confluent's protocol. Schemas never change under their id,
 * so what was learnt is kept. Close it when done.
 */
public final class HttpRegistry implements SchemaCatalogue, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 4 << 20;
  private static final int MOST_KEPT = 10_000;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String base;
  private final String user;
  private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
  private final Map<Subjected, Integer> ids = new ConcurrentHashMap<>();

  private record Subjected(String subject, Schema schema) {}

  private record Answer(int status, JsonNode body) {}

  /**
   * Connects at the first question.
   *
   * @param url such as {@code http://127.0.0.1:8081} or {@code https://user:password@host/path}
   */
  public HttpRegistry(URI url) {
    String text = url.toString();
    user = url.getRawUserInfo() == null ? "" : url.getUserInfo();
    String bare =
        url.getRawUserInfo() == null ? text : text.replace(url.getRawUserInfo() + "@", "");
    base = bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
  }

  @Override
  public int register(String subject, Schema schema) {
    Subjected key = new Subjected(subject, schema);
    Integer known = ids.get(key);
    if (known != null) {
      return known;
    }
    Answer answer = ask("POST", "/subjects/" + part(subject) + "/versions", body(schema));
    if (answer.status != 200) {
      throw refused("The registry does not take the schema of " + subject, answer);
    }
    int id = answer.body.path("id").asInt();
    if (ids.size() < MOST_KEPT) {
      ids.put(key, id);
    }
    return id;
  }

  @Override
  public Schema byId(int id) {
    Schema known = byId.get(id);
    if (known != null) {
      return known;
    }
    Answer answer = ask("GET", "/schemas/ids/" + id, "");
    if (answer.status != 200) {
      throw refused("Schema " + id + " cannot be had from the registry", answer);
    }
    Schema schema = Subjects.parse(answer.body.path("schema").asText());
    if (byId.size() < MOST_KEPT) {
      byId.put(id, schema);
    }
    return schema;
  }

  @Override
  public List<String> subjects() {
    List<String> names = new ArrayList<>();
    expect(ask("GET", "/subjects", ""), "The registry does not list its subjects")
        .forEach(name -> names.add(name.asText()));
    return names;
  }

  @Override
  public List<SubjectVersion> versions(String subject) {
    String path = "/subjects/" + part(subject) + "/versions";
    Answer numbers = ask("GET", path, "");
    if (numbers.status == 404) {
      return List.of();
    }
    List<SubjectVersion> versions = new ArrayList<>();
    for (JsonNode number : expect(numbers, "The registry does not list versions of " + subject)) {
      JsonNode found =
          expect(ask("GET", path + "/" + number.asInt(), ""), "A version cannot be had");
      versions.add(
          new SubjectVersion(
              subject,
              found.path("version").asInt(),
              found.path("id").asInt(),
              found.path("schema").asText()));
    }
    return versions;
  }

  @Override
  public Compatibility level(String subject) {
    Answer answer = ask("GET", "/config/" + part(subject), "");
    if (answer.status == 404) {
      answer = ask("GET", "/config", "");
    }
    String name =
        expect(answer, "The level of " + subject + " cannot be had")
            .path("compatibilityLevel")
            .asText();
    return Compatibility.find(name).orElse(Compatibility.NONE);
  }

  @Override
  public void setLevel(String subject, Compatibility level) {
    String body = JSON.createObjectNode().put("compatibility", level.name()).toString();
    expect(ask("PUT", "/config/" + part(subject), body), "The level cannot be set");
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }

  private static JsonNode expect(Answer answer, String what) {
    if (answer.status != 200) {
      throw refused(what, answer);
    }
    return answer.body;
  }

  private Answer ask(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .header("Accept", TYPE)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", TYPE);
    }
    if (!user.isEmpty()) {
      String token = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
      request.header("Authorization", "Basic " + token);
    }
    try {
      var response = http.send(request.build(), BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        String text = new String(in.readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8);
        return new Answer(response.statusCode(), read(text));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away("the wait was interrupted", e);
    } catch (IOException e) {
      throw away(e.getClass().getSimpleName() + " " + e.getMessage(), e);
    }
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // A proxy's page, say; the status tells enough.
      return JSON.createObjectNode();
    }
  }

  private TidemarkException away(String why, Exception e) {
    return TidemarkException.of(
            ErrorCode.UNAVAILABLE,
            "The schema registry does not answer",
            why,
            "Check that it runs and registry.url names it",
            e)
        .withDetail("url", base);
  }

  private static TidemarkException refused(String what, Answer answer) {
    ErrorCode code =
        switch (answer.status) {
          // A registry's own 404 has a code; one of something in between does not say that.
          case 404 -> answer.body.has("error_code") ? ErrorCode.NOT_FOUND : ErrorCode.UNAVAILABLE;
          case 409 -> ErrorCode.CONFLICT;
          case 422 -> ErrorCode.INVALID_INPUT;
          default -> ErrorCode.UNAVAILABLE;
        };
    return TidemarkException.of(
            code,
            what,
            answer.body.path("message").asText("status " + answer.status),
            code == ErrorCode.CONFLICT
                ? "Run 'tidemark schemas check', which says how to migrate"
                : "Check registry.url")
        .withDetail("status", answer.status);
  }

  private static String body(Schema schema) {
    return JSON.createObjectNode().put("schema", schema.toString()).toString();
  }

  private static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

package dev.tidemark.stream.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.core.error.TidemarkException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The paths of Confluent's protocol that clients of Avro use, with its status and error codes. */
final class RegistryProtocol {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_SUBJECT = 249 + "-value".length();

  private final Subjects subjects;

  record Answer(int status, String body) {}

  private static final class Refused extends RuntimeException {
    final Answer answer;

    Refused(int status, int code, String message) {
      super(message, null, false, false);
      answer = problem(status, code, message);
    }
  }

  RegistryProtocol(Subjects subjects) {
    this.subjects = subjects;
  }

  static Answer problem(int status, int code, String message) {
    return new Answer(
        status, JSON.createObjectNode().put("error_code", code).put("message", message).toString());
  }

  Answer answer(String method, URI uri, String body) {
    List<String> path =
        Arrays.stream(uri.getRawPath().split("/"))
            .filter(part -> !part.isEmpty())
            .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
            .toList();
    try {
      return switch (path.isEmpty() ? "" : path.get(0)) {
        case "" -> new Answer(200, "{}");
        case "subjects" -> subjects(method, path, body);
        case "schemas" -> schemas(method, path);
        case "config" -> config(method, path, String.valueOf(uri.getQuery()), body);
        case "compatibility" -> compatibility(method, path, String.valueOf(uri.getQuery()), body);
        case "mode" -> new Answer(200, "{\"mode\":\"READWRITE\"}");
        default -> throw new Refused(404, 404, "HTTP 404 Not Found");
      };
    } catch (Refused e) {
      return e.answer;
    } catch (TidemarkException e) {
      return failure(e);
    } catch (JsonProcessingException e) {
      return problem(422, 42201, "the body is no JSON: " + e.getOriginalMessage());
    }
  }

  private Answer subjects(String method, List<String> path, String body)
      throws JsonProcessingException {
    if (path.size() == 1 && method.equals("GET")) {
      return texts(subjects.store().subjects());
    }
    if (method.equals("DELETE")) {
      throw new Refused(
          405, 405, "schemas are not deleted: records refer to them for as long as they exist");
    }
    String subject = subject(path, 1);
    if (path.size() == 2 && method.equals("POST")) {
      return version(
          subjects
              .find(known(subject), schema(body))
              .orElseThrow(() -> new Refused(404, 40403, "Schema not found")));
    }
    if (path.size() < 3 || !path.get(2).equals("versions")) {
      throw new Refused(404, 404, "HTTP 404 Not Found");
    }
    if (path.size() == 3 && method.equals("POST")) {
      return only("id", subjects.add(subject, schema(body)).id());
    }
    if (path.size() == 3 && method.equals("GET")) {
      ArrayNode numbers = JSON.createArrayNode();
      subjects.store().versions(known(subject)).forEach(found -> numbers.add(found.version()));
      return new Answer(200, numbers.toString());
    }
    SubjectVersion found = version(known(subject), path.get(3));
    if (path.size() == 4 && method.equals("GET")) {
      return version(found);
    }
    if (path.size() == 5 && path.get(4).equals("schema") && method.equals("GET")) {
      return new Answer(200, found.schema());
    }
    throw new Refused(405, 405, "HTTP 405 Method Not Allowed");
  }

  private Answer schemas(String method, List<String> path) {
    if (!method.equals("GET")) {
      throw new Refused(405, 405, "HTTP 405 Method Not Allowed");
    }
    if (path.equals(List.of("schemas", "types"))) {
      return texts(List.of("AVRO"));
    }
    if (path.size() < 3 || !path.get(1).equals("ids")) {
      throw new Refused(404, 404, "HTTP 404 Not Found");
    }
    int id = number(path.get(2)).orElseThrow(() -> new Refused(404, 40403, "Schema not found"));
    String schema =
        subjects
            .store()
            .schema(id)
            .orElseThrow(() -> new Refused(404, 40403, "Schema " + id + " not found"));
    if (path.size() == 3) {
      return only("schema", schema);
    }
    return switch (path.get(3)) {
      case "schema" -> new Answer(200, schema);
      case "subjects" ->
          texts(
              subjects.store().uses(id).stream().map(SubjectVersion::subject).distinct().toList());
      case "versions" -> {
        ArrayNode uses = JSON.createArrayNode();
        subjects
            .store()
            .uses(id)
            .forEach(
                use ->
                    uses.addObject().put("subject", use.subject()).put("version", use.version()));
        yield new Answer(200, uses.toString());
      }
      default -> throw new Refused(404, 404, "HTTP 404 Not Found");
    };
  }

  private Answer config(String method, List<String> path, String query, String body)
      throws JsonProcessingException {
    String subject = path.size() == 1 ? "" : subject(path, 1);
    switch (method) {
      case "GET" -> {
        if (!subject.isEmpty()
            && subjects.store().level(subject).isEmpty()
            && !query.contains("defaultToGlobal=true")) {
          throw new Refused(
              404, 40408, "Subject '" + subject + "' does not have its own compatibility");
        }
        return only("compatibilityLevel", subjects.level(subject).name());
      }
      case "PUT" -> {
        String wanted = JSON.readTree(body).path("compatibility").asText();
        Compatibility level =
            Compatibility.find(wanted)
                .orElseThrow(
                    () ->
                        new Refused(
                            422,
                            42203,
                            "compatibility is one of " + Arrays.toString(Compatibility.values())));
        subjects.store().setLevel(subject, level);
        return only("compatibility", level.name());
      }
      case "DELETE" -> {
        Compatibility was = subjects.level(subject);
        subjects.store().clearLevel(subject);
        return only("compatibility", was.name());
      }
      default -> throw new Refused(405, 405, "HTTP 405 Method Not Allowed");
    }
  }

  /** {@code compatibility/subjects/S/versions[/V]}. */
  private Answer compatibility(String method, List<String> path, String query, String body)
      throws JsonProcessingException {
    boolean all = path.size() == 4;
    if (!method.equals("POST")
        || (!all && path.size() != 5)
        || !path.get(1).equals("subjects")
        || !path.get(3).equals("versions")) {
      throw new Refused(404, 404, "HTTP 404 Not Found");
    }
    String subject = subject(path, 2);
    Schema candidate = schema(body);
    List<SubjectVersion> against =
        all ? subjects.store().versions(subject) : List.of(version(known(subject), path.get(4)));
    List<String> reasons = subjects.reasonsAgainst(subject, candidate, against);
    ObjectNode answer = JSON.createObjectNode().put("is_compatible", reasons.isEmpty());
    if (query.contains("verbose=true")) {
      ArrayNode messages = answer.putArray("messages");
      reasons.forEach(messages::add);
    }
    return new Answer(200, answer.toString());
  }

  private String known(String subject) {
    if (subjects.store().versions(subject).isEmpty()) {
      throw new Refused(404, 40401, "Subject '" + subject + "' not found.");
    }
    return subject;
  }

  private SubjectVersion version(String subject, String wanted) {
    List<SubjectVersion> versions = subjects.store().versions(subject);
    if (wanted.equals("latest") || wanted.equals("-1")) {
      return versions.get(versions.size() - 1);
    }
    int number =
        number(wanted)
            .filter(n -> n > 0)
            .orElseThrow(
                () ->
                    new Refused(422, 42202, "The specified version '" + wanted + "' is not valid"));
    if (number > versions.size()) {
      throw new Refused(404, 40402, "Version " + number + " not found.");
    }
    return versions.get(number - 1);
  }

  private static String subject(List<String> path, int at) {
    String subject = path.size() > at ? path.get(at) : "";
    if (subject.isBlank()
        || subject.length() > LONGEST_SUBJECT
        || subject.chars().anyMatch(Character::isISOControl)) {
      throw new Refused(422, 42208, "a subject has 1 to " + LONGEST_SUBJECT + " characters");
    }
    return subject;
  }

  private static Schema schema(String body) throws JsonProcessingException {
    JsonNode document = JSON.readTree(body);
    String type = document.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new Refused(422, 42201, "schemaType " + type + " is not kept here, only AVRO");
    }
    if (!document.path("references").isEmpty()) {
      throw new Refused(422, 42201, "references are not kept here: put the schema in one");
    }
    return Subjects.parse(document.path("schema").asText());
  }

  private static Answer version(SubjectVersion version) {
    return new Answer(
        200,
        JSON.createObjectNode()
            .put("subject", version.subject())
            .put("version", version.version())
            .put("id", version.id())
            .put("schema", version.schema())
            .toString());
  }

  private static Answer failure(TidemarkException e) {
    String message = e.what() + ": " + e.why();
    return switch (e.code()) {
      case CONFLICT -> problem(409, 409, message);
      case INVALID_INPUT -> problem(422, 42201, message);
      case NOT_FOUND -> problem(404, 40403, message);
      case UNAVAILABLE, IO_FAILURE -> problem(503, 50001, message);
      default -> problem(500, 50001, message);
    };
  }

  private static Answer texts(List<String> texts) {
    ArrayNode array = JSON.createArrayNode();
    texts.forEach(array::add);
    return new Answer(200, array.toString());
  }

  private static Optional<Integer> number(@Nullable String text) {
    try {
      return Optional.of(Integer.parseInt(String.valueOf(text)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Answer only(String name, String value) {
    return new Answer(200, JSON.createObjectNode().put(name, value).toString());
  }

  private static Answer only(String name, int value) {
    return new Answer(200, JSON.createObjectNode().put(name, value).toString());
  }
}

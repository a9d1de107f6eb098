package dev.tidemark.server;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/**
 * Requests made from the description of the API: mostly of the right form with values at and beyond
 * their bounds, some broken. The same seed makes the same request.
 */
final class RequestFuzz {
  private static final String[] ODD = {
    "",
    " ",
    "0",
    "-1",
    "1",
    "2147483648",
    "1e309",
    "NaN",
    "null",
    "true",
    "[]",
    "{}",
    "'\"\\",
    "\u0000",
    "\uD83D\uDE00",
    "../../etc/passwd",
    "%2e%2e%2f",
    "AAPL",
    "MON,TUE",
    "2024-02-30",
    "2024-01-31",
    "9999-12-31",
    "-999999999-01-01",
    "x".repeat(300),
    "a;b=c",
    "%",
    "a/b",
    "\r\nX: y",
    "fdr_q",
    "rank",
    "result.cells",
    "async",
    "SUCCEEDED",
    "XNYS",
    "result.json",
    "' OR 1=1 --"
  };
  private static final String[] TYPES = {
    "application/json",
    "application/json",
    "application/json",
    "application/json;charset=utf-8",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "nonsense",
    "*/*"
  };
  private static final String[] METHODS = {
    "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"
  };

  private final ApiDocument api;
  private final List<ApiDocument.Operation> operations;
  private final List<String> ids;

  /**
   * @param ids that exist, to be asked for among others
   */
  RequestFuzz(ApiDocument api, List<String> ids) {
    this.api = api;
    this.operations = api.operations();
    this.ids = ids;
  }

  HttpRequest request(TestServer server, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ApiDocument.Operation operation = operations.get(random.nextInt(operations.size()));
    String path = operation.path();
    List<String> query = new ArrayList<>();
    HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofSeconds(20));
    for (JsonNode parameter : operation.node().path("parameters")) {
      String name = parameter.path("name").asString("");
      String value = value(parameter.path("schema"), random);
      switch (parameter.path("in").asString("")) {
        case "path" -> path = path.replace("{" + name + "}", encoded(id(value, random)));
        case "query" -> {
          if (random.nextInt(3) > 0) {
            query.add(encoded(name) + "=" + encoded(value));
          }
        }
        default -> {
          if (random.nextInt(4) == 0) {
            request.setHeader(name, printable(value));
          }
        }
      }
    }
    if (random.nextInt(20) == 0) {
      query.add(encoded(odd(random)) + "=" + encoded(odd(random)));
    }
    request.uri(server.uri(path + (query.isEmpty() ? "" : "?" + String.join("&", query))));
    String method =
        random.nextInt(15) == 0 ? METHODS[random.nextInt(METHODS.length)] : operation.method();
    JsonNode body = operation.node().path("requestBody").path("content").path("application/json");
    boolean sends = !body.isMissingNode() || random.nextInt(20) == 0;
    request.method(
        method,
        sends
            ? BodyPublishers.ofString(body(body.path("schema"), random))
            : BodyPublishers.noBody());
    request.setHeader(
        "Content-Type", random.nextInt(6) == 0 ? TYPES[random.nextInt(TYPES.length)] : TYPES[0]);
    if (random.nextInt(10) == 0) {
      request.setHeader("Accept", TYPES[random.nextInt(TYPES.length)]);
    }
    String key = random.nextInt(25) == 0 ? printable(odd(random)) : server.anna.clear();
    request.setHeader("Authorization", "Bearer " + key);
    return request.build();
  }

  private String id(String value, SplittableRandom random) {
    String id = random.nextInt(3) == 0 ? value : ids.get(random.nextInt(ids.size()));
    return id.isBlank() || id.equals(".") || id.equals("..") ? "x" : id;
  }

  private String body(JsonNode schema, SplittableRandom random) {
    String json = json(schema, random, 0);
    return switch (random.nextInt(12)) {
      case 0 -> json.substring(0, random.nextInt(json.length() + 1));
      case 1 -> json + odd(random);
      case 2 -> odd(random);
      case 3 -> json.replace(":", random.nextBoolean() ? "::" : ":-");
      case 4 -> "[".repeat(random.nextInt(2000));
      default -> json;
    };
  }

  /** A document that fits the schema, except where chance puts something else. */
  private String json(JsonNode asked, SplittableRandom random, int depth) {
    JsonNode schema = resolved(asked);
    if (random.nextInt(40) == 0 || depth > 8) {
      return quoted(odd(random));
    }
    if (schema.has("const")) {
      return schema.path("const").toString();
    }
    if (schema.has("enum")) {
      JsonNode values = schema.path("enum");
      return values.get(random.nextInt(values.size())).toString();
    }
    if (schema.has("oneOf")) {
      return json(
          schema.path("oneOf").get(random.nextInt(schema.path("oneOf").size())), random, depth + 1);
    }
    JsonNode type = schema.path("type");
    return switch (type.isArray() ? type.get(0).asString("") : type.asString("")) {
      case "object" -> object(schema, random, depth);
      case "array" -> array(schema, random, depth);
      case "integer" -> Long.toString(near(schema, random));
      case "number" -> random.nextBoolean() ? near(schema, random) + "" : random.nextDouble() + "";
      case "boolean" -> random.nextBoolean() + "";
      case "string" -> quoted(text(schema, random));
      default -> quoted(odd(random));
    };
  }

  private String object(JsonNode schema, SplittableRandom random, int depth) {
    List<String> members = new ArrayList<>();
    JsonNode properties = schema.path("properties");
    for (String name : properties.propertyNames()) {
      boolean required = schema.path("required").toString().contains("\"" + name + "\"");
      if (required ? random.nextInt(30) > 0 : random.nextInt(3) == 0) {
        members.add(quoted(name) + ":" + json(properties.path(name), random, depth + 1));
      }
    }
    if (random.nextInt(30) == 0) {
      members.add(quoted(odd(random)) + ":" + quoted(odd(random)));
    }
    return "{" + String.join(",", members) + "}";
  }

  private String array(JsonNode schema, SplittableRandom random, int depth) {
    List<String> items = new ArrayList<>();
    int count = random.nextInt(20) == 0 ? random.nextInt(60) : 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      items.add(json(schema.path("items"), random, depth + 1));
    }
    return "[" + String.join(",", items) + "]";
  }

  private static long near(JsonNode schema, SplittableRandom random) {
    long low = (long) schema.path("minimum").asDouble(0);
    long high = (long) schema.path("maximum").asDouble(1000);
    return switch (random.nextInt(8)) {
      case 0 -> low - 1;
      case 1 -> low;
      case 2 -> high;
      case 3 -> high == Long.MAX_VALUE ? high : high + 1;
      case 4 -> random.nextLong();
      default -> high <= low ? low : low + random.nextLong(Math.max(1, high - low));
    };
  }

  private String text(JsonNode schema, SplittableRandom random) {
    if (schema.path("format").asString("").equals("date")) {
      return random.nextInt(6) == 0
          ? odd(random)
          : "20%02d-%02d-%02d"
              .formatted(17 + random.nextInt(7), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }
    return random.nextInt(3) == 0 ? odd(random) : "AAPL";
  }

  private String value(JsonNode asked, SplittableRandom random) {
    JsonNode schema = resolved(asked);
    if (schema.has("enum") && random.nextInt(4) > 0) {
      return schema.path("enum").get(random.nextInt(schema.path("enum").size())).asString("");
    }
    boolean number = schema.path("type").toString().matches(".*(integer|number).*");
    return number && random.nextInt(4) > 0 ? near(schema, random) + "" : odd(random);
  }

  private JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    return reference.isEmpty() ? schema : api.document().at(reference.substring(1));
  }

  private static String odd(SplittableRandom random) {
    return ODD[random.nextInt(ODD.length)];
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  private static String printable(String text) {
    String visible = text.replaceAll("[^\\x21-\\x7E]", "");
    return visible.isEmpty() ? "x" : visible;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

package dev.tidemark.stream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.embedded.EmbeddedOptions;
import dev.tidemark.smartdb.embedded.EmbeddedPostgres;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The protocol, spoken byte by byte as another program would, over both stores. */
class RegistryTest {
  private static final String ONE = record("{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"long\\\"}");
  private static final String WITH_DEFAULT =
      record(
          "{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"long\\\"},"
              + "{\\\"name\\\":\\\"b\\\",\\\"type\\\":\\\"int\\\",\\\"default\\\":0}");
  private static final String WITHOUT_DEFAULT =
      record(
          "{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"long\\\"},"
              + "{\\\"name\\\":\\\"c\\\",\\\"type\\\":\\\"int\\\"}");

  @TempDir static Path home;
  private static EmbeddedPostgres postgres;
  private static int used;

  @BeforeAll
  static void start() {
    AtomicInteger passwords = new AtomicInteger();
    postgres =
        EmbeddedPostgres.start(
            EmbeddedOptions.of(home.resolve("pg"), () -> "secret" + passwords.incrementAndGet()));
    PostgresSubjects.migrate(postgres.database());
    PostgresSubjects.migrate(postgres.database());
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  static Stream<SubjectStore> stores() throws SQLException {
    try (Connection owner = postgres.database().dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute(
          "TRUNCATE registry.schema, registry.version, registry.compatibility RESTART IDENTITY");
    }
    return Stream.of(
        new MemorySubjects(),
        new PostgresSubjects(postgres.database().dataSource(DatabaseRole.INGEST)));
  }

  private record Reply(int status, String body) {}

  @ParameterizedTest
  @MethodSource("stores")
  void speaksTheProtocol(SubjectStore store) throws Exception {
    try (RegistryServer server =
        RegistryServer.start(new Subjects(store), home.resolve("r" + used++))) {
      URI url = server.url();
      assertThat(ask(url, "GET", "/subjects", "")).isEqualTo(new Reply(200, "[]"));
      assertThat(ask(url, "GET", "/subjects/t-value/versions", ""))
          .isEqualTo(
              new Reply(
                  404, "{\"error_code\":40401,\"message\":\"Subject 't-value' not found.\"}"));
      assertThat(ask(url, "POST", "/subjects/t-value/versions", ONE))
          .isEqualTo(new Reply(200, "{\"id\":1}"));
      assertThat(ask(url, "POST", "/subjects/t-value/versions", ONE).body).isEqualTo("{\"id\":1}");
      assertThat(ask(url, "GET", "/schemas/ids/1", "").body)
          .contains("\"schema\":\"{\\\"type\\\":\\\"record\\\"");
      assertThat(ask(url, "GET", "/schemas/ids/99", "").body).contains("40403");
      assertThat(ask(url, "GET", "/schemas/ids/1/versions", "").body)
          .isEqualTo("[{\"subject\":\"t-value\",\"version\":1}]");

      Reply refused = ask(url, "POST", "/subjects/t-value/versions", WITHOUT_DEFAULT);
      assertThat(refused.status).isEqualTo(409);
      assertThat(refused.body).contains("READER_FIELD_MISSING_DEFAULT_VALUE");
      assertThat(
              ask(
                      url,
                      "POST",
                      "/compatibility/subjects/t-value/versions/latest?verbose=true",
                      WITHOUT_DEFAULT)
                  .body)
          .startsWith("{\"is_compatible\":false,\"messages\":[\"the new schema cannot read");
      assertThat(ask(url, "POST", "/compatibility/subjects/t-value/versions/1", WITH_DEFAULT).body)
          .isEqualTo("{\"is_compatible\":true}");
      assertThat(ask(url, "POST", "/subjects/t-value/versions", WITH_DEFAULT).status)
          .isEqualTo(200);
      assertThat(ask(url, "GET", "/subjects/t-value/versions", "").body).isEqualTo("[1,2]");
      assertThat(ask(url, "GET", "/subjects/t-value/versions/latest", "").body)
          .startsWith("{\"subject\":\"t-value\",\"version\":2,");
      assertThat(ask(url, "POST", "/subjects/t-value", ONE).body).contains("\"version\":1,");
      assertThat(ask(url, "GET", "/subjects/t-value/versions/3", "").body).contains("40402");
      assertThat(ask(url, "GET", "/subjects/t-value/versions/x", "").body).contains("42202");

      assertThat(ask(url, "GET", "/config", "").body)
          .isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
      assertThat(ask(url, "GET", "/config/t-value", "").body).contains("40408");
      assertThat(ask(url, "PUT", "/config/t-value", "{\"compatibility\":\"NONE\"}").body)
          .isEqualTo("{\"compatibility\":\"NONE\"}");
      assertThat(ask(url, "PUT", "/config/t-value", "{\"compatibility\":\"SOME\"}").body)
          .contains("42203");
      assertThat(ask(url, "POST", "/subjects/t-value/versions", WITHOUT_DEFAULT).status)
          .isEqualTo(200);
      assertThat(ask(url, "DELETE", "/subjects/t-value", "").status).isEqualTo(405);
      assertThat(ask(url, "GET", "/subjects", "").body).isEqualTo("[\"t-value\"]");
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void hostileRequestsGetAnAnswerAndChangeNothing(SubjectStore store) throws Exception {
    List<String> before = store.subjects();
    try (RegistryServer server =
        RegistryServer.start(new Subjects(store), home.resolve("r" + used++))) {
      URI url = server.url();
      assertThat(ask(url, "POST", "/subjects/h-value/versions", "{").body).contains("42201");
      assertThat(ask(url, "POST", "/subjects/h-value/versions", "{\"schema\":\"nonsense\"}").status)
          .isEqualTo(422);
      assertThat(
              ask(
                      url,
                      "POST",
                      "/subjects/h-value/versions",
                      "{\"schema\":\"" + "[".repeat(5000) + "\"}")
                  .status)
          .isEqualTo(422);
      assertThat(ask(url, "POST", "/subjects/h-value/versions", "x".repeat((1 << 20) + 1)).status)
          .isEqualTo(413);
      assertThat(ask(url, "POST", "/subjects/%00/versions", ONE).status).isEqualTo(422);
      assertThat(ask(url, "POST", "/subjects/" + "s".repeat(400) + "/versions", ONE).status)
          .isEqualTo(422);
      assertThat(ask(url, "POST", "/subjects/h-value/versions", ONE, "text/plain").status)
          .isEqualTo(415);
      assertThat(ask(url, "GET", "/elsewhere", "").status).isEqualTo(404);
      assertThat(ask(url, "GET", "/schemas/ids/99999999999", "").status).isEqualTo(404);
    }
    assertThat(store.subjects()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theClientLearnsWhatTheServerKnows(SubjectStore store) {
    URI url;
    Schema schema =
        new Schema.Parser().parse("{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"]}");
    int id;
    try (RegistryServer server =
            RegistryServer.start(new Subjects(store), home.resolve("r" + used++));
        HttpRegistry client = new HttpRegistry(server.url())) {
      url = server.url();
      id = client.register("client é/value", schema);
      assertThat(client.byId(id)).isEqualTo(schema);
      assertThat(client.versions("client é/value")).hasSize(1);
      assertThat(client.subjects()).contains("client é/value");
      assertThat(client.level("client é/value")).isEqualTo(Compatibility.BACKWARD);
      client.setLevel("client é/value", Compatibility.FULL);
      assertThat(client.level("client é/value")).isEqualTo(Compatibility.FULL);
      Schema other =
          new Schema.Parser().parse("{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"B\"]}");
      assertThatThrownBy(() -> client.register("client é/value", other))
          .isInstanceOfSatisfying(
              TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
      assertThatThrownBy(() -> client.byId(4711))
          .isInstanceOfSatisfying(
              TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
    try (HttpRegistry client = new HttpRegistry(url)) {
      assertThatThrownBy(() -> client.byId(id))
          .isInstanceOfSatisfying(
              TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whoeverRegistersAtTheSameTimeGetsTheSameIds(SubjectStore store) throws Exception {
    Subjects subjects = new Subjects(store);
    subjects.store().setLevel("race", Compatibility.NONE);
    List<Callable<Integer>> work = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Schema schema = Schema.createFixed("F" + i % 3, null, "r", 4);
      work.add(() -> subjects.register("race", schema));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Integer> ids = new ArrayList<>();
      for (Future<Integer> done : threads.invokeAll(work)) {
        ids.add(done.get());
      }
      for (int i = 3; i < 12; i++) {
        assertThat(ids.get(i)).isEqualTo(ids.get(i % 3));
      }
    }
    assertThat(store.versions("race")).hasSize(3);
  }

  private static String record(String fields) {
    return "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":["
        + fields
        + "]}\"}";
  }

  private static Reply ask(URI url, String method, String path, String body) throws IOException {
    return ask(url, method, path, body, "application/vnd.schemaregistry.v1+json");
  }

  /** HTTP/1.1 by hand: nothing of the server's own library is between. */
  private static Reply ask(URI url, String method, String path, String body, String type)
      throws IOException {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String head =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: registry\r\nConnection: close\r\nContent-Type: "
              + type
              + "\r\nContent-Length: "
              + bytes.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(bytes);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      String reply = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int end = reply.indexOf("\r\n\r\n");
      assertThat(reply.toLowerCase(Locale.ROOT))
          .contains("content-type: application/vnd.schemaregistry.v1+json");
      return new Reply(Integer.parseInt(reply.substring(9, 12)), reply.substring(end + 4));
    }
  }
}

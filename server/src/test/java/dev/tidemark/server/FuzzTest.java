package dev.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is sent, the server answers, never with a defect of its own, and every error is a
 * problem document. {@code -Dfuzz.requests=20000} sends as many.
 */
class FuzzTest {
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 400);

  private static @Nullable RequestFuzz fuzz;

  @BeforeContainer
  static void begin() {
    TestServer server = TestServer.get();
    String done = server.idOf(server.post("/v1/analyze", server.anna, TestServer.request("AAPL")));
    String queued =
        server.idOf(server.post("/v1/analyze", server.anna, TestServer.request("SLOW")));
    fuzz = new RequestFuzz(ApiDocument.of(server), List.of(done, queued, "none"));
  }

  /** The first seed is chosen by jqwik, and printed when a request fails. */
  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void everyAnswerIsAnAnswer(@ForAll("seeds") long seed) {
    TestServer server = TestServer.get();
    for (int i = 0; i < REQUESTS / 4; i++) {
      HttpRequest request = java.util.Objects.requireNonNull(fuzz).request(server, seed + i);
      HttpResponse<String> answer = server.send(request);
      String what = request.method() + " " + request.uri() + " -> " + answer.statusCode();
      assertThat(answer.statusCode()).as("%s %s", what, answer.body()).isLessThan(500);
      if (answer.statusCode() >= 400 && !request.method().equals("HEAD")) {
        assertThat(answer.headers().firstValue("Content-Type"))
            .as("%s %s", what, answer.body())
            .contains("application/problem+json");
        assertThat(SchemaCheck.faults("Problem", answer.body())).as(what).isEmpty();
      }
    }
  }

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.longs();
  }
}

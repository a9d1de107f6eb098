package dev.tidemark.server.idempotency;

import dev.tidemark.server.idempotency.IdempotencyRecords.Claim;
import dev.tidemark.server.idempotency.IdempotencyRecords.StoredResponse;
import dev.tidemark.server.problem.Problem;
import dev.tidemark.server.problem.ProblemAdvice;
import dev.tidemark.server.problem.ProblemCode;
import dev.tidemark.server.problem.ProblemDocuments;
import dev.tidemark.server.problem.ProblemException;
import dev.tidemark.server.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Does a request with an {@code Idempotency-Key} once, and answers it the same each time. Answers
 * that say "try again" are not kept.
 */
@Component
public final class IdempotentRequests implements AutoCloseable {
  /** Header that marks a replay. */
  public static final String REPLAYED = "Idempotent-Replayed";

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");
  private static final Set<Integer> NOT_KEPT = Set.of(401, 403, 409, 413, 429);
  private static final Set<String> KEPT_HEADERS =
      Set.of("content-type", "location", "etag", "preference-applied", "cache-control");
  private static final Logger LOG = LoggerFactory.getLogger(IdempotentRequests.class);

  private final IdempotencyRecords records;
  private final Set<Claim.Ours> underWay = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService renewer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("idempotency-leases").factory());

  public IdempotentRequests(IdempotencyRecords records) {
    this.records = records;
    long third = IdempotencyRecords.LEASE.toMillis() / 3;
    renewer.scheduleWithFixedDelay(this::renew, third, third, TimeUnit.MILLISECONDS);
  }

  /**
   * @param key the header; null for a request that may be done twice
   * @param work does the request; given the claim, in which it notes what it makes
   */
  public ResponseEntity<byte[]> run(
      String tenant,
      @Nullable String key,
      byte[] body,
      HttpServletRequest request,
      Function<Optional<Claim.Ours>, ResponseEntity<byte[]>> work) {
    if (key == null) {
      return work.apply(Optional.empty());
    }
    if (!KEY.matcher(key).matches()) {
      throw Problems.parameter(
              "Idempotency-Key",
              "it has 1 to 255 visible ASCII characters",
              "Send a random UUID, the same one when you repeat the request")
          .exception();
    }
    String query = request.getQueryString();
    String target = request.getRequestURI() + (query == null ? "" : "?" + query);
    byte[] hash = IdempotencyRecords.hash(request.getMethod(), target, body);
    return switch (records.claim(tenant, key, hash)) {
      case Claim.Ours ours -> first(ours, request, work);
      case Claim.Answered answered -> replay(answered.response());
      case Claim.OtherRequest other -> throw otherRequest().exception();
      case Claim.UnderWay now -> throw underWay().exception();
    };
  }

  private ResponseEntity<byte[]> first(
      Claim.Ours claim,
      HttpServletRequest request,
      Function<Optional<Claim.Ours>, ResponseEntity<byte[]>> work) {
    underWay.add(claim);
    boolean kept = false;
    try {
      ResponseEntity<byte[]> answer;
      try {
        answer = work.apply(Optional.of(claim));
      } catch (ProblemException refused) {
        answer = ProblemDocuments.response(refused.problem(), request);
      } catch (RuntimeException failure) {
        answer = ProblemDocuments.response(ProblemAdvice.problem(failure), request);
      }
      int status = answer.getStatusCode().value();
      if (status < 500 && !NOT_KEPT.contains(status)) {
        records.answer(claim, stored(answer));
        kept = true;
      }
      return answer;
    } finally {
      underWay.remove(claim);
      if (!kept) {
        records.release(claim);
      }
    }
  }

  private static StoredResponse stored(ResponseEntity<byte[]> answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    answer
        .getHeaders()
        .forEach(
            (name, values) -> {
              if (KEPT_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, values.getFirst());
              }
            });
    byte[] body = answer.getBody();
    return new StoredResponse(
        answer.getStatusCode().value(), headers, body == null ? new byte[0] : body);
  }

  private static ResponseEntity<byte[]> replay(StoredResponse stored) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(stored.status());
    stored.headers().forEach(answer::header);
    return answer.header(REPLAYED, "true").body(stored.body());
  }

  private void renew() {
    for (Claim.Ours claim : underWay) {
      try {
        records.renew(claim);
      } catch (RuntimeException failure) {
        LOG.warn("Lease of an idempotency key not renewed", failure);
      }
    }
  }

  @Override
  public void close() {
    renewer.shutdownNow();
  }

  private static Problem otherRequest() {
    return Problem.of(
        422,
        ProblemCode.INVALID_ARGUMENT,
        "IDEMPOTENCY_KEY_REUSED",
        "The Idempotency-Key was used for another request",
        "Method, path, query or body differ from the first request with this key. Send a new key"
            + " for a new request.");
  }

  private static Problem underWay() {
    return Problem.of(
            409,
            ProblemCode.CONFLICT,
            "REQUEST_IN_FLIGHT",
            "The first request with this Idempotency-Key is still under way",
            "Wait and repeat the request with the same key; you will get its answer.")
        .withHeader("Retry-After", "1");
  }
}

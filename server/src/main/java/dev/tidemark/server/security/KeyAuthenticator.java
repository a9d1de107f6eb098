package dev.tidemark.server.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.tidemark.server.problem.Problem;
import dev.tidemark.server.problem.ProblemCode;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the text of a key to who calls. Keys are remembered for {@link #REMEMBERED}, which is how
 * long a revoked one may still work. Thread-safe.
 */
public final class KeyAuthenticator {
  /** How long a look into the directory is good for. */
  public static final Duration REMEMBERED = Duration.ofSeconds(3);

  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(KeyAuthenticator.class);

  private final KeyDirectory directory;
  private final InstantSource clock;
  private final Executor background;
  private final Cache<String, Optional<KeyDirectory.Entry>> remembered;
  private final Cache<String, Boolean> noted =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(USE_NOTED_EVERY).build();

  /**
   * @param background where the use of a key is noted, so that no request waits for it
   */
  public KeyAuthenticator(KeyDirectory directory, InstantSource clock, Executor background) {
    this(directory, clock, background, Ticker.systemTicker());
  }

  KeyAuthenticator(
      KeyDirectory directory, InstantSource clock, Executor background, Ticker ticker) {
    this.directory = directory;
    this.clock = clock;
    this.background = background;
    this.remembered =
        Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .ticker(ticker)
            .build();
  }

  /**
   * Who shows this key.
   *
   * @throws dev.tidemark.server.problem.ProblemException 401 saying what is wrong with the key
   */
  public Authenticated authenticate(String text) {
    ApiKey key =
        ApiKey.parse(text)
            .orElseThrow(
                () ->
                    rejected(
                            "MALFORMED_KEY",
                            "This is not an API key: form or checksum do not fit. Check that it was"
                                + " copied completely; keys look like tm_<id>_<secret>.")
                        .exception());
    // Looked up outside the cache: a virtual thread that waits inside a map holds its carrier.
    Optional<KeyDirectory.Entry> found = remembered.getIfPresent(key.id());
    if (found == null) {
      found = directory.find(key.id());
      remembered.put(key.id(), found);
    }
    KeyDirectory.Entry entry = found.orElseThrow(() -> unknown().exception());
    if (!MessageDigest.isEqual(entry.secretHash(), key.secretHash())) {
      throw unknown().exception();
    }
    if (entry.revoked()) {
      throw rejected(
              "REVOKED_KEY",
              "This API key has been revoked. Create another with 'tidemark keys create'.")
          .exception();
    }
    note(entry.who());
    return entry.who();
  }

  /** What a request without any key is told. */
  static Problem missing() {
    return rejected(
        "MISSING_KEY",
        "This route needs an API key. Send it as 'Authorization: Bearer tm_…' or 'X-API-Key: tm_…';"
            + " 'tidemark keys create' makes one.");
  }

  private static Problem unknown() {
    return rejected(
        "UNKNOWN_KEY",
        "There is no such API key here. 'tidemark keys list' shows the keys of this installation.");
  }

  private static Problem rejected(String reason, String detail) {
    String challenge =
        reason.equals("MISSING_KEY")
            ? "Bearer realm=\"tidemark\""
            : "Bearer realm=\"tidemark\", error=\"invalid_token\"";
    return Problem.of(401, ProblemCode.UNAUTHENTICATED, reason, "Not authenticated", detail)
        .withHeader("WWW-Authenticate", challenge);
  }

  private void note(Authenticated who) {
    if (noted.asMap().putIfAbsent(who.keyId(), true) == null) {
      background.execute(
          () -> {
            try {
              directory.used(who.tenant(), who.keyId(), clock.instant());
            } catch (RuntimeException failure) {
              LOG.warn("Use of key {} not noted", who.keyId(), failure);
            }
          });
    }
  }
}

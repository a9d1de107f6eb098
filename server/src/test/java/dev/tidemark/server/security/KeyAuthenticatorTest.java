package dev.tidemark.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.server.analysis.Caller;
import dev.tidemark.server.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeyAuthenticatorTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final ApiKey key = ApiKey.generate(new SplittableRandom(7));
  private final Directory directory = new Directory();
  private final AtomicLong nanos = new AtomicLong();
  private final KeyAuthenticator keys =
      new KeyAuthenticator(directory, InstantSource.fixed(NOW), Runnable::run, nanos::get);

  @Test
  void aKeySaysWhoCallsAndIsLookedUpOnce() {
    directory.put(key, false);

    assertThat(keys.authenticate(key.clear()).tenant()).isEqualTo("anna");
    keys.authenticate(key.clear());

    assertThat(directory.finds).isEqualTo(1);
    assertThat(directory.uses).containsExactly(key.id() + " " + NOW);
  }

  @Test
  void revocationHoldsOnceTheMemoryIsThreeSecondsOld() {
    directory.put(key, false);
    keys.authenticate(key.clear());
    directory.put(key, true);
    nanos.addAndGet(KeyAuthenticator.REMEMBERED.toNanos());

    assertThatThrownBy(() -> keys.authenticate(key.clear()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("REVOKED_KEY");
  }

  @Test
  void theRightIdWithAnotherSecretIsAsUnknownAsNoId() {
    directory.put(key, false);
    ApiKey guessed = new ApiKey(key.id(), ApiKey.generate(new SplittableRandom(8)).secret());

    assertThatThrownBy(() -> keys.authenticate(guessed.clear()))
        .hasMessageContaining("UNKNOWN_KEY");
    assertThatThrownBy(() -> keys.authenticate(ApiKey.generate(new SplittableRandom(9)).clear()))
        .hasMessageContaining("UNKNOWN_KEY");
  }

  @Test
  void aMistypedKeyIsNotLookedUp() {
    assertThatThrownBy(() -> keys.authenticate(key.clear() + "x"))
        .hasMessageContaining("MALFORMED_KEY");
    assertThat(directory.finds).isZero();
  }

  private static final class Directory implements KeyDirectory {
    private final Map<String, Entry> entries = new HashMap<>();
    private final List<String> uses = new ArrayList<>();
    private int finds;

    void put(ApiKey key, boolean revoked) {
      entries.put(
          key.id(),
          KeyDirectory.entry(
              key.id(),
              key.secretHash(),
              revoked,
              KeyRole.ANALYST,
              new Caller("anna", new Caller.Plan(1, 1, 2, 0))));
    }

    @Override
    public Optional<Entry> find(String keyId) {
      finds++;
      return Optional.ofNullable(entries.get(keyId));
    }

    @Override
    public void used(String tenant, String keyId, Instant at) {
      uses.add(keyId + " " + at);
    }
  }
}

package dev.tidemark.server.security;

import dev.tidemark.server.analysis.Caller;
import java.time.Instant;
import java.util.Optional;

/** Where keys are looked up while requests are authenticated. */
public interface KeyDirectory {

  Optional<Entry> find(String keyId);

  /** Notes that the key was used. Told at most once a minute per key. */
  void used(String tenant, String keyId, Instant at);

  /** A key as it is stored. */
  record Entry(byte[] secretHash, boolean revoked, Authenticated who) {}

  /** Shorthand for {@link Entry}s. */
  static Entry entry(String keyId, byte[] hash, boolean revoked, KeyRole role, Caller caller) {
    return new Entry(hash, revoked, new Authenticated(keyId, role, caller));
  }
}

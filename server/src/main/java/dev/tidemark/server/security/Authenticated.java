package dev.tidemark.server.security;

import dev.tidemark.server.analysis.Caller;

/** Who calls: the key that was shown, what it may do, and for which tenant. */
public record Authenticated(String keyId, KeyRole role, Caller caller) {

  public String tenant() {
    return caller.tenant();
  }
}

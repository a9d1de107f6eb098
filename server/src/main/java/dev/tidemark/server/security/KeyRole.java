package dev.tidemark.server.security;

import java.util.Set;

/** What a key may be used for. */
public enum KeyRole {
  READER(Set.of(Scope.READ)),
  ANALYST(Set.of(Scope.READ, Scope.ANALYSE)),
  OPERATOR(Set.of(Scope.READ, Scope.ANALYSE, Scope.OPERATE));

  private final Set<Scope> scopes;

  KeyRole(Set<Scope> scopes) {
    this.scopes = scopes;
  }

  public Set<Scope> scopes() {
    return scopes;
  }

  /** What routes ask for. */
  public enum Scope {
    /** Read analyses and metadata of the tenant. */
    READ,
    /** Submit and cancel analyses. */
    ANALYSE,
    /** See how the installation does: metrics over all tenants. */
    OPERATE
  }
}

package dev.tidemark.smartdb;

/** The three roles of the database; none is a superuser and none bypasses row-level security. */
public enum DatabaseRole {
  /** Owns schema {@code tidemark} and changes it; used by migrations only. */
  OWNER("tidemark_owner"),
  /** Serves requests; sees the rows of the tenant set for the transaction and no others. */
  APP("tidemark_app"),
  /** Runs jobs; its policies let it see the jobs and analyses of all tenants. */
  WORKER("tidemark_worker");

  private final String sqlName;

  DatabaseRole(String sqlName) {
    this.sqlName = sqlName;
  }

  /** Name in SQL; a plain identifier that needs no quotes. */
  public String sqlName() {
    return sqlName;
  }
}

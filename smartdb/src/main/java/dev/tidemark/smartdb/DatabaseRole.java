package dev.tidemark.smartdb;

/** The roles of the database; none is a superuser and none bypasses row-level security. */
public enum DatabaseRole {
  /** Owns the schemas and changes them; used by migrations and upkeep only. */
  OWNER("tidemark_owner"),
  /** Serves requests; sees the rows of the tenant set for the transaction and no others. */
  APP("tidemark_app"),
  /** Runs jobs; its policies let it see the jobs and analyses of all tenants. */
  WORKER("tidemark_worker"),
  /** Writes market data, through the functions made for it; sees no tenant's rows. */
  INGEST("tidemark_ingest"),
  /** Reads schema {@code api} and nothing else: for people and their tools. */
  READER("tidemark_reader");

  private final String sqlName;

  DatabaseRole(String sqlName) {
    this.sqlName = sqlName;
  }

  /** Name in SQL; a plain identifier that needs no quotes. */
  public String sqlName() {
    return sqlName;
  }
}

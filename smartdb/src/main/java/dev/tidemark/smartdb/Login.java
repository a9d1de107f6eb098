package dev.tidemark.smartdb;

import java.util.Optional;

/**
 * How a connection becomes one of our roles.
 *
 * @param user who logs in
 * @param password of that user
 * @param become the role taken with {@code SET ROLE} after logging in; empty when the user is the
 *     role
 */
public record Login(String user, String password, Optional<DatabaseRole> become) {

  /** Never with the password: logins end up in logs. */
  @Override
  public String toString() {
    return "Login[user=" + user + ", become=" + become + "]";
  }
}

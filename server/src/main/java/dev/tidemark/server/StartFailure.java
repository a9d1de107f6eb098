package dev.tidemark.server;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.net.BindException;
import org.springframework.boot.web.server.PortInUseException;

/** Why a server did not start. */
final class StartFailure {
  private StartFailure() {}

  static RuntimeException of(RuntimeException failure, ServerConfig config) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException || cause instanceof BindException) {
        return TidemarkException.of(
                ErrorCode.UNAVAILABLE,
                "The address is not free",
                "another program listens on it, or it is not one of this machine",
                "Stop the other program, or choose another port with --port",
                failure)
            .withDetail("host", config.host())
            .withDetail("port", config.port());
      }
      if (cause instanceof TidemarkException expected) {
        return expected;
      }
    }
    return failure;
  }
}

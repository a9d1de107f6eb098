package dev.tidemark.app.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Whether this machine can talk to itself. */
final class NetworkChecks {
  private static final int TIMEOUT_MILLIS = 2_000;

  private NetworkChecks() {}

  static Finding loopback() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      server.setSoTimeout(TIMEOUT_MILLIS);
      try (Socket accepted = server.accept()) {
        client.getOutputStream().write(7);
        accepted.setSoTimeout(TIMEOUT_MILLIS);
        return accepted.getInputStream().read() == 7
            ? Finding.ok("loopback", "a free port listens and answers")
            : Finding.failed("loopback", "a byte was lost", "check the firewall");
      }
    }
  }
}

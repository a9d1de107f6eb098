package dev.tidemark.app.doctor;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Native libraries: loaded and used, not looked for. */
final class EngineChecks {
  private EngineChecks() {}

  static Finding queryEngine() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet answer =
            statement.executeQuery("SELECT version(), sum(i)::BIGINT FROM range(1001) t(i)")) {
      answer.next();
      return answer.getLong(2) == 500_500
          ? Finding.ok("engine", "DuckDB " + answer.getString(1) + " computes")
          : Finding.failed("engine", "DuckDB computed a wrong sum", "reinstall Tidemark");
    }
  }

  static Finding buffers() {
    try (BufferAllocator allocator = new RootAllocator(1 << 20);
        ArrowBuf buffer = allocator.buffer(1 << 10)) {
      buffer.setLong(8, 42);
      return buffer.getLong(8) == 42
          ? Finding.ok("buffers", "off-heap buffers work")
          : Finding.failed("buffers", "an off-heap buffer lost a value", "reinstall Tidemark");
    }
  }
}

package dev.tidemark.interop.readers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Who takes part; started once for all tests, because Spark takes its time. */
final class Parties implements AutoCloseable {
  final OurLake lake;
  final SparkSide spark;
  final DeltaRs deltaRs;

  private Parties() {
    try {
      Path home = Files.createTempDirectory("interop");
      lake = new OurLake(home.resolve("lake"), Path.of("target", "lake.log"));
      spark = new SparkSide(home.resolve("spark"));
      deltaRs = DeltaRs.find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    spark.close();
    lake.close();
  }

  /** Gives tests the parties as a constructor argument. */
  static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Parties.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(Parties.class))
          .computeIfAbsent(Parties.class, key -> new Parties(), Parties.class);
    }
  }
}

package dev.tidemark.app.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;

/**
 * What core may use: itself, JSpecify, and the parts of the JDK that compute. Of {@code java.io}
 * the encoders of state, of {@code java.nio} byte buffers, and a class-path resource for rule data.
 */
final class CorePurity {
  private static final Set<String> PACKAGES =
      Set.of(
          "java.lang",
          "java.lang.annotation",
          "java.lang.invoke",
          "java.lang.runtime",
          "java.math",
          "java.time",
          "java.time.chrono",
          "java.time.format",
          "java.time.temporal",
          "java.time.zone",
          "java.util",
          "java.util.function",
          "java.util.concurrent.atomic",
          "java.util.regex",
          "java.util.stream",
          "java.nio.charset",
          "java.text",
          "org.jspecify.annotations");
  private static final Set<String> CLASSES =
      Set.of(
          "java.io.ByteArrayInputStream",
          "java.io.ByteArrayOutputStream",
          "java.io.DataInput",
          "java.io.DataInputStream",
          "java.io.DataOutput",
          "java.io.DataOutputStream",
          "java.io.InputStream",
          "java.io.BufferedReader",
          "java.io.InputStreamReader",
          "java.io.Reader",
          "java.io.OutputStream",
          "java.io.IOException",
          "java.io.EOFException",
          "java.io.UncheckedIOException",
          "java.io.Serializable",
          "java.nio.ByteBuffer",
          "java.nio.ByteOrder",
          "java.nio.BufferUnderflowException",
          "java.nio.Buffer",
          "java.security.MessageDigest",
          "java.security.NoSuchAlgorithmException",
          "java.util.concurrent.ConcurrentHashMap");

  private CorePurity() {}

  static DescribedPredicate<JavaClass> allowed() {
    return DescribedPredicate.describe(
        "compute without input, output or engines",
        type -> {
          JavaClass element = type.getBaseComponentType();
          return element.isPrimitive()
              || element.getPackageName().startsWith("dev.tidemark.core")
              || PACKAGES.contains(element.getPackageName())
              || CLASSES.contains(element.getName().replaceFirst("\\$.*", ""));
        });
  }
}

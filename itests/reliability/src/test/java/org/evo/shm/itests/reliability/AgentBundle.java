// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.evo.shm.itests.reliability.container.Agent;

/** Makes the bundle that reports from inside a container, of the classes of its package. */
final class AgentBundle {

  private static final String IMPORTS =
      "org.evo.shm,org.evo.shm.spi,org.evo.shm.layout,org.evo.shm.error,org.osgi.framework,"
          + "org.osgi.util.tracker,org.osgi.service.cm";

  private AgentBundle() {}

  /** The jar, in this directory. */
  static Path in(Path directory) {
    Path jar = directory.resolve("agent.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest())) {
      Path root = Path.of(Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path file : classes(root)) {
        entries.putNextEntry(new ZipEntry(root.relativize(file).toString()));
        Files.copy(file, entries);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> classes(Path root) throws IOException {
    String place = Agent.class.getPackageName().replace('.', '/');
    try (Stream<Path> files = Files.list(root.resolve(place))) {
      return files.sorted().toList();
    }
  }

  private static Manifest manifest() {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", Agent.class.getPackageName());
    headers.putValue("Bundle-Activator", Agent.class.getName());
    headers.putValue("Import-Package", IMPORTS);
    return manifest;
  }
}

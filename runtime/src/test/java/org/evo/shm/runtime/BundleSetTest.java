// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleSetTest {

  private static final String HAL = "org.evo.shm.hal";
  private static final String CORE = "org.evo.shm.impl.linux";

  @TempDir Path directory;

  @Test
  void shouldLeaveOutModulesThatWereNotChosen() throws Exception {
    bundle("a", CORE);
    bundle("b", HAL + ";singleton:=true");

    assertEquals(List.of(CORE), names(BundleSet.of(directory, List.of())));
    assertEquals(
        List.of(CORE, HAL), names(BundleSet.of(directory, ModuleChoice.parse("hal").modules())));
  }

  @Test
  void shouldStartLogsBeforeServicesBeforeConfigurationBeforeCoreBeforeModules() throws Exception {
    bundle("e", "org.ops4j.pax.logging.pax-logging-api");
    bundle("d", "org.apache.felix.configadmin");
    bundle("c", "org.apache.felix.fileinstall");
    bundle("b", CORE);
    bundle("a", HAL);

    List<BundleFile> bundles = BundleSet.of(directory, ModuleChoice.parse("hal").modules());

    List<Integer> levels = bundles.stream().map(BundleFile::startLevel).toList();
    assertEquals(List.of(50, 40, 30, 20, 10), levels);
  }

  @Test
  void shouldRefuseAChosenModuleWithoutABundle() throws Exception {
    bundle("a", CORE);

    RunRefusedException refusal =
        assertThrows(
            RunRefusedException.class,
            () -> BundleSet.of(directory, ModuleChoice.parse("hal").modules()));

    assertTrue(refusal.report().message().contains(HAL));
  }

  @Test
  void shouldRefuseAJarThatIsNoBundle() throws IOException {
    new JarOutputStream(Files.newOutputStream(directory.resolve("plain.jar")), manifest()).close();

    assertThrows(IOException.class, () -> BundleSet.of(directory, List.of()));
  }

  private void bundle(String file, String symbolicName) throws IOException {
    Manifest manifest = manifest();
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", symbolicName);
    new JarOutputStream(Files.newOutputStream(directory.resolve(file + ".jar")), manifest).close();
  }

  private static Manifest manifest() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    return manifest;
  }

  private static List<String> names(List<BundleFile> bundles) {
    return bundles.stream().map(BundleFile::symbolicName).toList();
  }
}

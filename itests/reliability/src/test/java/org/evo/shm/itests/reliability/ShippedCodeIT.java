// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The crash points stand where the product's system calls are, and nowhere in the product. */
class ShippedCodeIT {

  private static final String CALLS = "org.evo.shm.linux.posix.LibC";
  private static final Path VARIANT = Programs.ofBuild().variant();

  private static Path product() {
    return classPath()
        .filter(path -> path.getFileName().toString().startsWith("shm-impl-linux"))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(":")).map(Path::of);
  }

  /** With nothing of the other on the class path. */
  private static Set<String> callsIn(Path classes, boolean nativeOnly)
      throws IOException, ReflectiveOperationException {
    Path jna =
        classPath().filter(p -> p.getFileName().toString().startsWith("jna-")).findFirst().get();
    URL[] urls = {classes.toUri().toURL(), jna.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      Class<?> calls = Class.forName(CALLS, false, loader);
      return Arrays.stream(calls.getDeclaredMethods())
          .filter(m -> !m.isSynthetic())
          .filter(m -> !nativeOnly || Modifier.isNative(m.getModifiers()))
          .map(ShippedCodeIT::signature)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String signature(Method m) {
    List<String> parameters = Arrays.stream(m.getParameterTypes()).map(Class::getTypeName).toList();
    return m.getReturnType().getTypeName() + " " + m.getName() + parameters;
  }

  @Test
  void shouldHaveACrashPointAtEverySystemCallOfTheProduct() throws Exception {
    Set<String> product = callsIn(product(), true);
    assertFalse(product.isEmpty());
    assertEquals(callsIn(product(), false), product, "a call that is not native");
    assertEquals(product, callsIn(VARIANT, false));
  }

  @Test
  void shouldShipNoCrashPoint() throws IOException {
    try (Stream<Path> variant = Files.walk(VARIANT);
        JarFile jar = new JarFile(product().toFile())) {
      List<String> ours =
          variant
              .map(path -> VARIANT.relativize(path).toString())
              .filter(name -> name.endsWith(".class"))
              .filter(name -> !name.endsWith("/LibC.class"))
              .filter(name -> !name.endsWith("/package-info.class"))
              .toList();
      assertTrue(ours.size() >= 2, ours.toString());
      for (String name : ours) {
        assertFalse(jar.stream().anyMatch(e -> e.getName().equals(name)), name);
      }
      byte[] calls =
          jar.getInputStream(jar.getEntry(CALLS.replace('.', '/') + ".class")).readAllBytes();
      assertFalse(
          new String(calls, java.nio.charset.StandardCharsets.ISO_8859_1).contains("Crash"));
    }
  }

  @Test
  void shouldRunTheTestItselfOnTheProductAsItIs() {
    assertTrue(classPath().noneMatch(VARIANT::equals), System.getProperty("java.class.path"));
  }
}

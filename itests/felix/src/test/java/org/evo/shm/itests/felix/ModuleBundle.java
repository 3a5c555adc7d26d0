// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.evo.shm.module.EvoModule;
import org.evo.shm.module.ModuleStatus;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The bundle of an EVO module, as a test sees it.
 *
 * @param name of the module
 * @param segment that it owns
 */
record ModuleBundle(BundleContext context, String name, String segment) {

  void start() throws BundleException {
    bundle().start();
  }

  void stop() throws BundleException {
    bundle().stop();
  }

  /** The symbolic name of its bundle, and the PID of its configuration. */
  String id() {
    return "org.evo.shm." + name;
  }

  void configure(ConfigurationAdmin admin, Map<String, Object> values) throws IOException {
    admin.getConfiguration(id(), null).update(new Hashtable<>(values));
  }

  void forget(ConfigurationAdmin admin) throws IOException {
    admin.getConfiguration(id(), null).delete();
  }

  /** What it says of itself, empty while it has no service. */
  Optional<ModuleStatus> status() {
    return service().map(EvoModule::status);
  }

  /** Its service, which stays the same for as long as the component does. */
  Optional<EvoModule> service() {
    ServiceReference<?>[] references = bundle().getRegisteredServices();
    return references == null
        ? Optional.empty()
        : Arrays.stream(references)
            .map(context::getService)
            .filter(EvoModule.class::isInstance)
            .map(EvoModule.class::cast)
            .findFirst();
  }

  /** Threads of it, descriptors and mappings of its segment, of whomever, and files. */
  List<String> traces(Path directory) {
    List<String> traces = new ArrayList<>();
    Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(thread -> thread.startsWith("evo-" + name))
        .forEach(traces::add);
    SegmentDirectory.content(directory).stream()
        .filter(file -> file.contains(segment))
        .forEach(traces::add);
    String file = directory + "/evo_" + name + "_" + segment;
    descriptors().filter(target -> target.startsWith(file)).forEach(traces::add);
    mappings().stream().filter(line -> line.contains(file)).forEach(traces::add);
    return traces;
  }

  private static Stream<String> descriptors() {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.map(ModuleBundle::target).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException closedMeanwhile) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> mappings() {
    try {
      return Files.readAllLines(Path.of("/proc/self/maps"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Bundle bundle() {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> id().equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }
}

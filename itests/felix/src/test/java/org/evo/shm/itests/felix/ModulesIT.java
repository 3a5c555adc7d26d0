// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.inject.Inject;
import org.evo.shm.SegmentReader;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.error.ShmException;
import org.evo.shm.layout.RecordView;
import org.evo.shm.module.EvoModule;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.ModuleStatus;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.cm.ConfigurationAdmin;

/** The modules of the closed loop in one container: they come, go and are configured. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ModulesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** An age that a busy machine keeps to. */
  private static final long MAX_AGE_MS = 1000;

  @Inject private BundleContext context;
  @Inject private ShmLifecycleManager manager;
  @Inject private ConfigurationAdmin configurations;

  private List<ModuleBundle> all;
  private ModuleBundle hal;
  private ModuleBundle control;
  private ModuleBundle recipe;
  private ModuleBundle liaison;

  @Configuration
  public Option[] configuration() throws Exception {
    return FelixContainer.complete();
  }

  @Before
  public void startAll() throws Exception {
    hal = new ModuleBundle(context, "hal", "phys_input_io");
    control = new ModuleBundle(context, "control", "control_state");
    recipe = new ModuleBundle(context, "recipe", "phys_output_io");
    liaison = new ModuleBundle(context, "liaison", "commands_config");
    all = List.of(hal, control, recipe, liaison);
    for (ModuleBundle module : all) {
      module.configure(configurations, ages(module));
      module.start();
    }
    until(this::allRun);
  }

  @After
  public void stopAll() throws Exception {
    for (ModuleBundle module : all) {
      module.stop();
      module.forget(configurations);
    }
    for (ModuleBundle module : all) {
      until(() -> module.traces(directory()).isEmpty());
    }
    assertEquals(List.of(), SegmentDirectory.content(directory()));
  }

  @Test
  public void shouldStartInAnyOrder() throws Exception {
    List<ModuleBundle> order = new ArrayList<>(all);
    Collections.reverse(order);
    for (int turn = 0; turn < all.size(); turn++) {
      stop(all);
      Collections.rotate(order, 1);
      for (ModuleBundle module : order) {
        module.start();
      }
      until(this::allRun);
    }
  }

  @Test
  public void shouldGoOnWithoutAnyOfThemAndBeWholeAgainWhenItIsBack() throws Exception {
    for (ModuleBundle missing : all) {
      missing.stop();
      List<ModuleBundle> others = all.stream().filter(module -> !module.equals(missing)).toList();
      for (ModuleBundle module : others) {
        assertGoesOn(module);
      }
      if (!missing.equals(liaison)) {
        until(() -> others.stream().anyMatch(module -> isDegraded(module)));
      }
      missing.start();
      until(this::allRun);
    }
  }

  @Test
  public void shouldStartWithoutAllTheOthers() throws Exception {
    for (ModuleBundle alone : all) {
      stop(all);
      alone.start();
      until(() -> alone.status().isPresent());
      assertGoesOn(alone);
    }
  }

  @Test
  public void shouldTakeAConfigurationOverWhileItRuns() throws Exception {
    List<EvoModule> before = services();

    change(hal, "publishHz", 500);
    change(control, "cycleHz", 500);
    change(recipe, "rateHz", 500);
    change(liaison, "overridePercent", 40.0);

    until(() -> value("control_state", "cycle.rate_hz").equals(500L));
    until(() -> value("commands_config", "config.override_percent").equals(40.0));
    until(this::allRun);
    List<EvoModule> after = services();
    for (int i = 0; i < before.size(); i++) {
      assertSame("the component is no other", before.get(i), after.get(i));
    }
  }

  @Test
  public void shouldRefuseAWrongConfigurationNameItAndGoOn() throws Exception {
    refuse(hal, "axis.massKg", "-1");
    refuse(control, "axis.kp", "-1");
    refuse(recipe, "control.onStale", "panic");
    refuse(liaison, "overridePercent", 101.0);
  }

  @Test
  public void shouldWaitForACorrectionWhenTheFirstConfigurationIsWrong() throws Exception {
    stop(all);
    Map<ModuleBundle, String> wrong =
        Map.of(hal, "publishHz", control, "cycleHz", recipe, "rateHz", liaison, "publishHz");
    for (ModuleBundle module : all) {
      change(module, wrong.get(module), 3);
      module.start();
      until(() -> module.status().isPresent());
      ModuleStatus status = module.status().orElseThrow();
      assertEquals(module.name(), ModuleState.FAULT, status.state());
      assertEquals(ModuleFault.CONFIGURATION, status.fault());
      assertTrue(status.text(), status.text().contains(wrong.get(module)));
      assertEquals(List.of(), status.segments());
    }

    for (ModuleBundle module : all) {
      module.configure(configurations, ages(module));
    }
    until(this::allRun);
  }

  @Test
  public void shouldLeaveNoThreadDescriptorMappingOrFileOfAStoppedModule() throws Exception {
    for (ModuleBundle module : all) {
      module.stop();
      until(() -> module.traces(directory()).isEmpty());
      module.start();
      until(this::allRun);
    }
  }

  private void refuse(ModuleBundle module, String key, Object value) throws Exception {
    change(module, key, value);
    until(() -> module.status().orElseThrow().configRejected());

    ModuleStatus status = module.status().orElseThrow();
    assertTrue(status.text(), status.text().contains(key));
    until(() -> value(module.segment(), "header.config_rejected").equals(true));
    until(this::allRun);
    assertGoesOn(module);
    module.configure(configurations, ages(module));
    until(() -> !module.status().orElseThrow().configRejected());
  }

  private void change(ModuleBundle module, String key, Object value) throws Exception {
    Map<String, Object> values = new HashMap<>(ages(module));
    values.put(key, value);
    module.configure(configurations, values);
  }

  private static Map<String, Object> ages(ModuleBundle module) {
    return switch (module.name()) {
      case "hal" -> Map.of("output.maxAgeMs", MAX_AGE_MS, "controller.maxAgeMs", MAX_AGE_MS);
      case "control" ->
          Map.of(
              "sensors.maxAgeMs", MAX_AGE_MS,
              "requests.maxAgeMs", MAX_AGE_MS,
              "commands.maxAgeMs", MAX_AGE_MS);
      case "recipe" ->
          Map.of(
              "control.maxAgeMs", MAX_AGE_MS,
              "io.maxAgeMs", MAX_AGE_MS,
              "commands.maxAgeMs", MAX_AGE_MS);
      default -> Map.of("moduleMaxAgeMs", MAX_AGE_MS);
    };
  }

  private void assertGoesOn(ModuleBundle module) {
    until(() -> module.status().filter(now -> now.segments().size() == 1).isPresent());
    try (SegmentReader reader = manager.attachReader(module.segment())) {
      long before = reader.version();
      until(() -> reader.version() > before + 10);
    }
    ModuleState state = module.status().orElseThrow().state();
    assertTrue(
        module.name() + " is " + state,
        state == ModuleState.RUNNING || state == ModuleState.DEGRADED);
  }

  private static boolean isDegraded(ModuleBundle module) {
    return module.status().orElseThrow().state() == ModuleState.DEGRADED;
  }

  private boolean allRun() {
    return all.stream()
        .allMatch(
            module ->
                module.status().filter(now -> now.state() == ModuleState.RUNNING).isPresent());
  }

  private List<EvoModule> services() {
    return all.stream().map(module -> module.service().orElseThrow()).toList();
  }

  private static void stop(List<ModuleBundle> modules) throws BundleException {
    for (ModuleBundle module : modules) {
      module.stop();
    }
  }

  /** The first value of a field, as tools see it. */
  private Object value(String segment, String field) {
    try (SegmentReader reader = manager.attachReader(segment)) {
      byte[] record = new byte[reader.capacityBytes()];
      reader.read(record);
      return reader
          .info()
          .record()
          .orElseThrow()
          .field(field)
          .orElseThrow()
          .value(RecordView.of(record), 0);
    }
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).ignoreExceptionsInstanceOf(ShmException.class).until(condition);
  }

  private Path directory() {
    return manager.directory();
  }
}

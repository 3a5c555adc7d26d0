// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentReader;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.module.EvoModule;
import org.evo.shm.module.ModuleState;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HalIT {

  private static final String BUNDLE = "org.evo.shm.hal";
  private static final String SEGMENT = "phys_input_io";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CHANGES = 5;

  @Inject private BundleContext context;
  @Inject private ShmLifecycleManager manager;
  @Inject private SegmentDiscovery discovery;

  @Configuration
  public Option[] configuration() throws Exception {
    return FelixContainer.withModules("shm-hal-core");
  }

  @Before
  public void startHal() throws BundleException {
    hal().start();
    await().atMost(PATIENCE).until(this::isRunning);
  }

  @After
  public void stopHal() throws BundleException {
    hal().stop();
  }

  @Test
  public void shouldPublishOneValueAfterAnother() {
    try (SegmentReader reader = manager.attachReader(SEGMENT)) {
      for (int change = 0; change < CHANGES; change++) {
        long before = reader.version();
        await().atMost(PATIENCE).until(() -> reader.version() > before);
      }
    }
  }

  @Test
  public void shouldLeaveNothingBehindWhenItsBundleStops() throws BundleException {
    hal().stop();

    assertEquals(List.of(), SegmentDirectory.content(directory()));
  }

  @Test
  public void shouldComeBackWhenItsBundleStartsAgain() throws BundleException {
    hal().stop();
    hal().start();

    await().atMost(PATIENCE).until(this::isRunning);
    assertEquals("hal", discovery.refresh(SEGMENT).orElseThrow().module());
  }

  private boolean isRunning() {
    ServiceReference<EvoModule> reference = context.getServiceReference(EvoModule.class);
    if (reference == null) {
      return false;
    }
    EvoModule module = context.getService(reference);
    return module != null && module.status().state() == ModuleState.RUNNING;
  }

  private Bundle hal() {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> BUNDLE.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }

  private Path directory() {
    return Path.of(context.getProperty(FelixContainer.DIRECTORY_PROPERTY));
  }
}

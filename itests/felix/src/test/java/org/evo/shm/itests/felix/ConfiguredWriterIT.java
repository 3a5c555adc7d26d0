// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentState;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ServiceProperties;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.itests.JavaProgram;
import org.evo.shm.itests.Peer;
import org.evo.shm.layout.RecordLayout;
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
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Writers as services. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConfiguredWriterIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PID = "org.evo.shm.writer";
  private static final String SEGMENT = "felix_configured_writer";
  private static final byte[] PAYLOAD = {1, 2, 3};
  private static final Map<String, Object> PLAIN = Map.of("segment", SEGMENT, "parkMs", 500L);

  @Inject private BundleContext context;
  @Inject private ShmLifecycleManager manager;
  @Inject private ConfigurationAdmin admin;

  private FactoryConfigurations configurations;

  @Configuration
  public Option[] configuration() throws Exception {
    return FelixContainer.withoutModules();
  }

  @Before
  public void create() {
    configurations = new FactoryConfigurations(admin);
  }

  @After
  public void shouldLeaveNothingBehind() throws Exception {
    configurations.close();
    until(() -> reference() == null);
    until(() -> SegmentDirectory.content(manager.directory()).isEmpty());
    until(() -> claimThreads().isEmpty());
  }

  @Test
  public void shouldHaveOneUserAndTurnOthersAwayWithTheReason() throws Exception {
    offer(PLAIN);
    List<Throwable> errors = new CopyOnWriteArrayList<>();
    FrameworkListener listener = event -> keep(event, errors);
    context.addFrameworkListener(listener);
    try (ClientBundle client = ClientBundle.start(context, "second.user")) {
      ServiceReference<SegmentWriter> turnedAwayFrom = reference();
      ServiceObjects<SegmentWriter> objects = objects(context);
      SegmentWriter writer = objects.getService();

      assertNull(objects(client.context()).getService());

      until(() -> errors.stream().anyMatch(SegmentBusyException.class::isInstance));
      assertTrue(writer.write(PAYLOAD) > 0);
      objects.ungetService(writer);
      until(() -> reference() != null && !reference().equals(turnedAwayFrom));
      SegmentWriter next = objects(client.context()).getService();
      assertTrue(next.isOpen());
    } finally {
      context.removeFrameworkListener(listener);
    }
  }

  private static void keep(FrameworkEvent event, List<Throwable> errors) {
    for (Throwable t = event.getThrowable(); t != null; t = t.getCause()) {
      errors.add(t);
    }
  }

  @Test
  public void shouldParkWhatIsGivenBackAndGoOnWithItsValue() throws Exception {
    offer(Map.of("segment", SEGMENT, "module", "axis", "parkMs", 60_000L));
    ServiceObjects<SegmentWriter> objects = objects(context);
    SegmentWriter first = objects.getService();
    long version = first.write(PAYLOAD);
    Path file = first.info().file();

    objects.ungetService(first);

    assertFalse(first.isOpen());
    try (SegmentReader reader = manager.attachReader(SEGMENT)) {
      assertEquals(SegmentState.PARKED, reader.info().state());
      SegmentWriter second = objects.getService();
      assertEquals(file, second.info().file());
      assertEquals(version, second.version());
      second.write(PAYLOAD);
      assertEquals(PAYLOAD.length, reader.read(new byte[reader.capacityBytes()]));
      assertEquals(version + 2, reader.lastReadVersion());
      objects.ungetService(second);
    }
    manager.createWriter(SegmentSpec.named(SEGMENT).module("axis").build()).close();
  }

  @Test
  public void shouldComeWhenAnotherProcessLetsGoAndOutliveItsDeath() throws Exception {
    try (Peer peer = Peer.start(JavaProgram.brief(), manager.directory())) {
      peer.must(Peer.create(SEGMENT));
      configurations.create(PID, PLAIN);
      until(() -> !claimThreads().isEmpty());
      assertNull(reference());

      peer.kill();

      until(() -> reference() != null);
      assertTrue(objects(context).getService().isOpen());
    }
  }

  @Test
  public void shouldWaitForItsLayoutAndKeepTheWriterWhenThatGoes() throws Exception {
    configurations.create(PID, Map.of("segment", SEGMENT, "layout", "axis.v1", "parkMs", 500L));
    RecordLayout layout = layout();
    assertNull(reference());

    ServiceRegistration<RecordLayout> late =
        context.registerService(
            RecordLayout.class,
            layout,
            new Hashtable<>(Map.of(ServiceProperties.LAYOUT, "axis.v1")));

    until(() -> reference() != null);
    assertEquals("axis", reference().getProperty(ServiceProperties.LAYOUT));
    SegmentWriter writer = objects(context).getService();
    assertEquals(layout, writer.info().record().orElseThrow());
    late.unregister();
    assertTrue(writer.isOpen());
  }

  @Test
  public void shouldGoOnWithTheOldSettingsWhenTheNewOnesAreWrong() throws Exception {
    org.osgi.service.cm.Configuration configuration = offer(PLAIN);
    SegmentWriter writer = objects(context).getService();
    ServiceReference<SegmentWriter> before = reference();

    FactoryConfigurations.update(configuration, Map.of("segment", SEGMENT, "slots", 3));
    FactoryConfigurations.update(configuration, Map.of("segment", SEGMENT, "sizeBytes", "large"));
    // Configurations are delivered one after the other: when this one is there those were, too.
    org.osgi.service.cm.Configuration marker =
        configurations.create(PID, Map.of("segment", SEGMENT + "_marker", "parkMs", 500L));
    until(() -> context.getServiceReferences(SegmentWriter.class, null).size() == 2);
    assertTrue(writer.isOpen());
    assertEquals(before, reference());
    configurations.delete(marker);

    FactoryConfigurations.update(
        configuration, Map.of("segment", SEGMENT, "sizeBytes", 8192L, "parkMs", 500L));
    until(() -> !writer.isOpen());
    until(() -> reference() != null);
    assertEquals(8192, objects(context).getService().capacityBytes());
  }

  @Test
  public void shouldRemoveTheSegmentWithItsConfiguration() throws Exception {
    org.osgi.service.cm.Configuration configuration =
        offer(Map.of("segment", SEGMENT, "parkMs", 3_600_000L));
    SegmentWriter writer = objects(context).getService();

    configurations.delete(configuration);

    until(() -> reference() == null);
    until(() -> !writer.isOpen());
    until(() -> SegmentDirectory.content(manager.directory()).isEmpty());
  }

  @Test
  public void shouldParkWhenItsBundleStopsAndGoOnWhenItStartsAgain() throws Exception {
    offer(Map.of("segment", SEGMENT, "parkMs", 60_000L));
    SegmentWriter writer = objects(context).getService();
    writer.write(PAYLOAD);
    long version = writer.version();
    Bundle services =
        Arrays.stream(context.getBundles())
            .filter(each -> "org.evo.shm.services".equals(each.getSymbolicName()))
            .findFirst()
            .orElseThrow();

    services.stop();

    assertNull(reference());
    assertFalse(writer.isOpen());
    assertEquals(List.of(), claimThreads());
    try (SegmentReader reader = manager.attachReader(SEGMENT)) {
      assertEquals(SegmentState.PARKED, reader.info().state());
      services.start();
      until(() -> reference() != null);
      assertEquals(version, objects(context).getService().version());
      assertEquals(PAYLOAD.length, reader.read(new byte[reader.capacityBytes()]));
    }
  }

  private org.osgi.service.cm.Configuration offer(Map<String, Object> values) throws Exception {
    org.osgi.service.cm.Configuration configuration = configurations.create(PID, values);
    until(() -> reference() != null);
    return configuration;
  }

  private ServiceReference<SegmentWriter> reference() {
    return context.getServiceReference(SegmentWriter.class);
  }

  private static ServiceObjects<SegmentWriter> objects(BundleContext of) {
    return of.getServiceObjects(of.getServiceReference(SegmentWriter.class));
  }

  private static List<String> claimThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter("evo-shm-claim"::equals)
        .toList();
  }

  private static RecordLayout layout() {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    fields.f64("position", "mm");
    return fields.build();
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }
}

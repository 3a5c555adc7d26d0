// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.inject.Inject;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ServiceProperties;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.itests.JavaProgram;
import org.evo.shm.itests.Peer;
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
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;

/** Readers as services. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConfiguredReaderIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PID = "org.evo.shm.reader";
  private static final String DISCOVERY = "org.evo.shm.discovery";
  private static final String SEGMENT = "felix_configured_reader";
  private static final byte[] PAYLOAD = {1, 2, 3};

  @Inject private BundleContext context;
  @Inject private ShmLifecycleManager manager;
  @Inject private ConfigurationAdmin admin;

  private FactoryConfigurations configurations;
  private org.osgi.service.cm.Configuration reader;

  @Configuration
  public Option[] configuration() throws Exception {
    return FelixContainer.withoutModules();
  }

  @Before
  public void configure() throws Exception {
    // What happens without a sign in the directory is noticed this often.
    FactoryConfigurations.update(
        admin.getConfiguration(DISCOVERY, null), Map.of("validationMs", 50L));
    configurations = new FactoryConfigurations(admin);
    reader = configurations.create(PID, Map.of("segment", SEGMENT));
  }

  @After
  public void shouldLeaveNothingBehind() throws Exception {
    configurations.close();
    admin.getConfiguration(DISCOVERY, null).delete();
    until(() -> reference() == null);
    assertEquals(List.of(), SegmentDirectory.content(manager.directory()));
  }

  @Test
  public void shouldComeAndGoWithASegmentOfAnotherProcess() {
    assertNull(reference());
    try (Peer peer = Peer.start(JavaProgram.brief(), manager.directory())) {
      peer.must(Peer.create(SEGMENT));
      peer.must("write " + SEGMENT + " 7");
      until(() -> reference() != null);
      assertEquals(SEGMENT, reference().getProperty(ServiceProperties.SEGMENT));
      assertEquals("peer", reference().getProperty(ServiceProperties.MODULE));
      assertEquals(
          ServiceProperties.WRITER_ALIVE, reference().getProperty(ServiceProperties.WRITER));
      SegmentReader handle = objects(context).getService();
      assertTrue(handle.hasValue());

      peer.must("close " + SEGMENT);

      until(() -> reference() == null);
      assertFalse(handle.isOpen());
    }
  }

  @Test
  public void shouldKeepTheReadersWhenTheWriterIsKilled() {
    try (Peer peer = Peer.start(JavaProgram.brief(), manager.directory())) {
      peer.must(Peer.create(SEGMENT));
      peer.must("write " + SEGMENT + " 7");
      until(() -> reference() != null);
      SegmentReader handle = objects(context).getService();

      peer.kill();

      until(() -> ServiceProperties.WRITER_DEAD.equals(writerIs()));
      assertTrue(handle.read(new byte[handle.capacityBytes()]) > 0);
      SegmentWriter heir = manager.createWriter(spec());
      heir.write(PAYLOAD);
      until(() -> ServiceProperties.WRITER_ALIVE.equals(writerIs()));
      assertArrayEquals(PAYLOAD, read(handle));
      heir.close();
    }
  }

  @Test
  public void shouldHandOutAHandleForEachRequestOrOneForABundleThatDoesNotAskForMore()
      throws Exception {
    try (SegmentWriter writer = manager.createWriter(spec());
        ClientBundle client = ClientBundle.start(context, "another.reader")) {
      writer.write(PAYLOAD);
      until(() -> reference() != null);
      ServiceObjects<SegmentReader> objects = objects(context);
      SegmentReader first = objects.getService();
      SegmentReader second = objects.getService();
      assertNotSame(first, second);
      assertArrayEquals(PAYLOAD, read(first));
      // What components without PROTOTYPE_REQUIRED get: the same for all of a bundle.
      SegmentReader shared = context.getService(reference());
      assertSame(shared, context.getService(reference()));
      SegmentReader others = objects(client.context()).getService();
      assertNotSame(shared, others);

      objects.ungetService(first);
      assertFalse(first.isOpen());
      assertTrue(second.isOpen());
      client.stop();
      assertFalse(others.isOpen());
      assertTrue(shared.isOpen());
      assertArrayEquals(PAYLOAD, read(second));
    }
  }

  @Test
  public void shouldGoOnWithTheOldSettingsWhenTheNewOnesAreWrong() throws Exception {
    try (SegmentWriter writer = manager.createWriter(spec())) {
      until(() -> reference() != null);
      ServiceReference<SegmentReader> before = reference();
      SegmentReader handle = objects(context).getService();

      FactoryConfigurations.update(reader, Map.of("segment", "../x"));
      FactoryConfigurations.update(reader, Map.of("segment", "felix_no_such"));

      until(() -> reference() == null);
      assertFalse(handle.isOpen());
      FactoryConfigurations.update(reader, Map.of("segment", SEGMENT));
      until(() -> reference() != null);
      assertNotSame(before, reference());
      SegmentReader next = objects(context).getService();
      FactoryConfigurations.update(reader, Map.of("segment", "", "marker", "wrong"));
      org.osgi.service.cm.Configuration other =
          configurations.create(PID, Map.of("segment", SEGMENT));
      until(() -> references() == 2);
      assertTrue(next.isOpen());
      configurations.delete(other);
      until(() -> references() == 1);
      assertTrue(writer.isOpen());
    }
  }

  @Test
  public void shouldKeepItsReadersOverARestartOfDiscovery() throws Exception {
    try (SegmentWriter writer = manager.createWriter(spec())) {
      writer.write(PAYLOAD);
      until(() -> reference() != null);
      SegmentReader handle = objects(context).getService();
      Bundle discovery = bundle(DISCOVERY);

      discovery.stop();
      assertArrayEquals(PAYLOAD, read(handle));
      discovery.start();

      assertArrayEquals(PAYLOAD, read(handle));
      writer.close();
      until(() -> reference() == null);
      assertFalse(handle.isOpen());
    }
  }

  @Test
  public void shouldCloseItsReadersWhenItsBundleStops() throws Exception {
    try (SegmentWriter writer = manager.createWriter(spec())) {
      until(() -> reference() != null);
      SegmentReader handle = objects(context).getService();
      Bundle services = bundle("org.evo.shm.services");

      services.stop();

      assertNull(reference());
      assertFalse(handle.isOpen());
      services.start();
      until(() -> reference() != null);
      assertTrue(writer.isOpen());
    }
  }

  private String writerIs() {
    return (String) reference().getProperty(ServiceProperties.WRITER);
  }

  private ServiceReference<SegmentReader> reference() {
    return context.getServiceReference(SegmentReader.class);
  }

  private int references() throws Exception {
    return context.getServiceReferences(SegmentReader.class, null).size();
  }

  private ServiceObjects<SegmentReader> objects(BundleContext of) {
    return of.getServiceObjects(of.getServiceReference(SegmentReader.class));
  }

  private Bundle bundle(String name) {
    return Arrays.stream(context.getBundles())
        .filter(each -> name.equals(each.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] read(SegmentReader reader) {
    byte[] value = new byte[reader.capacityBytes()];
    return Arrays.copyOf(value, reader.read(value));
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  private static SegmentSpec spec() {
    return SegmentSpec.named(SEGMENT).module("itest").build();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentState;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.SegmentBusyException;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ServicesIT {

  private static final String SEGMENT = "felix_services";
  private static final byte[] PAYLOAD = "from one bundle".getBytes(StandardCharsets.UTF_8);

  @Inject private BundleContext context;
  @Inject private ShmLifecycleManager manager;
  @Inject private SegmentDiscovery discovery;

  @Configuration
  public Option[] configuration() throws Exception {
    return FelixContainer.withoutModules();
  }

  @After
  public void shouldLeaveNothingBehind() {
    assertEquals(List.of(), SegmentDirectory.content(directory()));
  }

  @Test
  public void shouldUseTheDirectoryOfTheFramework() {
    assertEquals(directory(), manager.directory());
  }

  @Test
  public void shouldReadBackWhatWasWritten() {
    try (SegmentWriter writer = manager.createWriter(spec());
        SegmentReader reader = manager.attachReader(SEGMENT)) {
      long version = writer.write(PAYLOAD);

      byte[] read = new byte[reader.capacityBytes()];
      int length = reader.read(read);

      assertArrayEquals(PAYLOAD, Arrays.copyOf(read, length));
      assertEquals(version, reader.lastReadVersion());
    }
  }

  @Test
  public void shouldReadInOneBundleWhatAnotherWrites() throws Exception {
    try (ClientBundle client = ClientBundle.start(context, "writing.client");
        SegmentWriter writer = client.service(ShmLifecycleManager.class).createWriter(spec());
        SegmentReader reader = manager.attachReader(SEGMENT)) {
      writer.write(PAYLOAD);

      byte[] read = new byte[reader.capacityBytes()];
      int length = reader.read(read);

      assertArrayEquals(PAYLOAD, Arrays.copyOf(read, length));
    }
  }

  @Test
  public void shouldDiscoverTheSegmentWithItsOwner() {
    try (SegmentWriter writer = manager.createWriter(spec())) {
      SegmentInfo found = discovery.refresh(SEGMENT).orElseThrow();

      assertEquals(writer.info().file(), found.file());
      assertEquals(Liveness.ALIVE, found.owner().liveness());
      assertEquals(ProcessHandle.current().pid(), found.owner().pid());
    }
  }

  @Test
  public void shouldRefuseASecondWriterInAnotherBundle() throws Exception {
    try (ClientBundle client = ClientBundle.start(context, "second.client");
        SegmentWriter writer = manager.createWriter(spec())) {
      ShmLifecycleManager other = client.service(ShmLifecycleManager.class);

      assertThrows(SegmentBusyException.class, () -> other.createWriter(spec()));
      assertTrue(writer.isOpen());
    }
  }

  @Test
  public void shouldCloseTheReadersOfABundleThatStopsAndParkItsWriters() throws Exception {
    try (ClientBundle client = ClientBundle.start(context, "stopping.client")) {
      ShmLifecycleManager other = client.service(ShmLifecycleManager.class);
      SegmentWriter writer = other.createWriter(spec());
      SegmentReader reader = other.attachReader(SEGMENT);
      writer.write(PAYLOAD);

      client.stop();

      assertFalse(writer.isOpen());
      assertFalse(reader.isOpen());
      assertThrows(HandleClosedException.class, () -> writer.write(PAYLOAD));
      SegmentInfo parked = discovery.refresh(SEGMENT).orElseThrow();
      assertEquals(SegmentState.PARKED, parked.state());
      try (SegmentReader late = manager.attachReader(SEGMENT);
          SegmentWriter next = manager.createWriter(spec())) {
        byte[] read = new byte[late.capacityBytes()];
        assertArrayEquals(PAYLOAD, Arrays.copyOf(read, late.read(read)));
        assertEquals(parked.file(), next.info().file());
        assertEquals(parked.owner().generation() + 1, next.info().owner().generation());
      }
    }
  }

  @Test
  public void shouldKeepTheHandlesOfABundleWhenAnotherStops() throws Exception {
    try (SegmentWriter writer = manager.createWriter(spec());
        ClientBundle client = ClientBundle.start(context, "leaving.client")) {
      SegmentReader reader = client.service(ShmLifecycleManager.class).attachReader(SEGMENT);

      client.stop();

      assertFalse(reader.isOpen());
      assertTrue(writer.isOpen());
      assertTrue(writer.write(PAYLOAD) > 0);
    }
  }

  private static SegmentSpec spec() {
    return SegmentSpec.named(SEGMENT).module("itest").build();
  }

  private Path directory() {
    return Path.of(context.getProperty(FelixContainer.DIRECTORY_PROPERTY));
  }
}

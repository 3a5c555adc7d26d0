// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import javax.inject.Inject;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** A container that has nobody to post events with. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class NoEventAdminIT {

  @Inject private BundleContext context;
  @Inject private ShmLifecycleManager manager;
  @Inject private SegmentDiscovery discovery;

  @Configuration
  public Option[] configuration() throws Exception {
    return FelixContainer.withoutModules("org.apache.felix.eventadmin");
  }

  @Test
  public void shouldDiscoverWithoutAnEventAdmin() {
    Bundle bundle =
        Arrays.stream(context.getBundles())
            .filter(each -> "org.evo.shm.discovery".equals(each.getSymbolicName()))
            .findFirst()
            .orElseThrow();

    assertEquals(Bundle.ACTIVE, bundle.getState());
    try (SegmentWriter writer = manager.createWriter(SegmentSpec.named("quiet").build())) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> discovery.find(writer.segment()).isPresent());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.osgi;

import java.nio.file.Path;
import java.util.List;
import org.evo.shm.CleanupHandler;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.WriterListener;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.linux.LinuxSharedMemory;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's shared memory: each bundle that gets the service has an instance of its own. */
@Component(service = ShmLifecycleManager.class, scope = ServiceScope.BUNDLE)
public final class LifecycleComponent implements ShmLifecycleManager {

  private static final Logger LOG = LoggerFactory.getLogger(LifecycleComponent.class);

  private final LinuxSharedMemory memory;
  private final String client;

  @Activate
  public LifecycleComponent(@Reference PlatformComponent platform, ComponentContext context) {
    this.memory = new LinuxSharedMemory(platform.platform());
    this.client = context.getUsingBundle().getSymbolicName();
  }

  @Deactivate
  void deactivate() {
    List<String> left = memory.openHandles();
    if (!left.isEmpty()) {
      LOG.warn("bundle {} left handles open, closing or parking them: {}", client, left);
    }
    memory.parkAndClose(PARK_MS);
  }

  @Override
  public Path directory() {
    return memory.directory();
  }

  @Override
  public SegmentWriter createWriter(SegmentSpec spec) {
    return memory.createWriter(spec);
  }

  @Override
  public SegmentReader attachReader(String segment) {
    return memory.attachReader(segment);
  }

  @Override
  public SegmentReader attachReader(String segment, RecordLayout expected) {
    return memory.attachReader(segment, expected);
  }

  @Override
  public AutoCloseable addWriterListener(WriterListener listener) {
    return memory.addWriterListener(listener);
  }

  @Override
  public CleanupReport cleanup(CleanupRequest request) {
    return memory.cleanup(request);
  }

  @Override
  public AutoCloseable addCleanupHandler(CleanupHandler handler) {
    return memory.addCleanupHandler(handler);
  }
}

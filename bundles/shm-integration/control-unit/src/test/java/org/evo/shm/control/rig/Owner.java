// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.rig;

import java.util.List;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.contract.HeaderFields;
import org.evo.shm.kit.RetryTimer;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.module.kit.HeaderStamp;
import org.evo.shm.module.kit.ModuleCondition;
import org.evo.shm.module.kit.RecordFiller;
import org.evo.shm.module.kit.RecordPublisher;
import org.evo.shm.module.kit.SegmentKeeper;

/** Owns and publishes one segment, as every module does. Owned by one thread. */
final class Owner implements AutoCloseable {

  private final SegmentKeeper keeper;
  private final RecordPublisher publisher;

  Owner(
      ShmLifecycleManager manager,
      String module,
      RecordLayout layout,
      HeaderFields header,
      RetryTimer timer,
      RecordFiller filler) {
    ModuleCondition condition = new ModuleCondition(module, List.of(layout.name()));
    condition.configurationAccepted();
    keeper = SegmentKeeper.ofRecord(manager, module, layout, timer, condition);
    keeper.claim();
    publisher = new RecordPublisher(keeper, condition, new HeaderStamp(header), filler);
  }

  void publish(long nowNs) {
    publisher.publish(nowNs);
  }

  @Override
  public void close() {
    keeper.close();
  }
}

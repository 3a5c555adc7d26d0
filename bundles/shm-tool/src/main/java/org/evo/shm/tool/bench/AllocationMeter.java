// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much heap the current thread has allocated, exactly. */
final class AllocationMeter {

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Bytes since the thread started. */
  long allocatedBytes() {
    return threads.getCurrentThreadAllocatedBytes();
  }
}

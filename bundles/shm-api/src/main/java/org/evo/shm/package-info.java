// SPDX-License-Identifier: Apache-2.0
/**
 * Single-writer, multi-reader segments in shared memory.
 *
 * <p>Look up {@link org.evo.shm.ShmLifecycleManager} as a service, create one {@link
 * org.evo.shm.SegmentWriter} for what you own and attach a {@link org.evo.shm.SegmentReader} to
 * what you need. {@link org.evo.shm.SegmentDiscovery} lists what is there.
 *
 * <p><b>Timing classes</b> named in the documentation of each method:
 *
 * <ul>
 *   <li><i>hot</i>: no system call, no lock, no allocation, no clock; bounded.
 *   <li><i>cold</i>: system calls and allocation, microseconds to milliseconds.
 *   <li><i>blocking</i>: may wait for another process, up to the bound that is named.
 * </ul>
 *
 * <p><b>Ownership</b>: whoever is handed a handle owns it and closes it. A handle is used by one
 * thread at a time; {@code close} is safe from any thread at any time.
 */
@Export
@Version("1.0.0")
package org.evo.shm;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

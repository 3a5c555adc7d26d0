// SPDX-License-Identifier: Apache-2.0
/**
 * The loops of all modules. A module registers a {@link org.evo.shm.cycle.CyclicTask} as a service
 * and is called at its rate; it owns no loop thread of its own.
 */
@Export
@Version("1.0.0")
package org.evo.shm.cycle;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

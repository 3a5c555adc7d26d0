// SPDX-License-Identifier: Apache-2.0
/** The loops under a logical clock: the same tasks, one thread, the same order every time. */
@Export
@Version("1.0.0")
package org.evo.shm.cycle.simulation;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

// SPDX-License-Identifier: Apache-2.0
/**
 * Commands to the machine and the state of all of it, for whoever is no module: services of the
 * module {@code liaison}.
 */
@Export
@Version("1.0.0")
package org.evo.shm.liaison;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

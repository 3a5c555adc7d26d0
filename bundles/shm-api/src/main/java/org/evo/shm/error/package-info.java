// SPDX-License-Identifier: Apache-2.0
/**
 * The failures of shared memory: one hierarchy, one exception a kind, stable codes.
 *
 * <p>All are unchecked. Methods name in their documentation which they throw; nothing has been
 * touched when an {@code Invalid...} is thrown.
 */
@Export
@Version("1.0.0")
package org.evo.shm.error;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

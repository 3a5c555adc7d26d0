// SPDX-License-Identifier: Apache-2.0
/** What every EVO module says about itself. */
@Export
@Version("1.0.0")
package org.evo.shm.module;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

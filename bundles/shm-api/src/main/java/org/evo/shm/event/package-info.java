// SPDX-License-Identifier: Apache-2.0
/** The topics and keys under which segment events are posted to an EventAdmin. */
@Export
@Version("1.0.0")
package org.evo.shm.event;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

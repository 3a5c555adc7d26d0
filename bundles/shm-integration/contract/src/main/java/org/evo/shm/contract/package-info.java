// SPDX-License-Identifier: Apache-2.0
/** What the records of all EVO segments have in common. */
@Version("1.0.0")
package org.evo.shm.contract;

import org.osgi.annotation.versioning.Version;

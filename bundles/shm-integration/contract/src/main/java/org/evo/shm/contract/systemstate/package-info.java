// SPDX-License-Identifier: Apache-2.0
/** The segment {@code system_state}: how the whole system is. */
@Version("1.0.0")
package org.evo.shm.contract.systemstate;

import org.osgi.annotation.versioning.Version;

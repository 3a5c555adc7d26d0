// SPDX-License-Identifier: Apache-2.0
/** The segment {@code module_status}: how each module is. */
@Version("1.0.0")
package org.evo.shm.contract.modulestatus;

import org.osgi.annotation.versioning.Version;

// SPDX-License-Identifier: Apache-2.0
/** What several bundles embed. */
package org.evo.shm.kit;

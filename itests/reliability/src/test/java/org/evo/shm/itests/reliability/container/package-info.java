// SPDX-License-Identifier: Apache-2.0
/** What runs inside the containers of the campaign: the launcher, and a bundle that reports. */
package org.evo.shm.itests.reliability.container;

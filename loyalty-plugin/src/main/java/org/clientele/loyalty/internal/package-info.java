/** Points that customers earn and spend, the tiers that they reach by them, and the ledger that proves both. */
@Schema("loyalty")
@ProvidesFeature(name = "loyalty", title = "Loyalty")
@NullMarked
package org.clientele.loyalty.internal;

import org.clientele.feature.ProvidesFeature;
import org.clientele.persistence.Schema;
import org.jspecify.annotations.NullMarked;

/** Customers whom somebody watches, why, and when to think of them again. */
@Schema("watchlist")
@ProvidesFeature(name = "watchlist", title = "Watchlist")
@NullMarked
package org.clientele.watchlist.internal;

import org.clientele.feature.ProvidesFeature;
import org.clientele.persistence.Schema;
import org.jspecify.annotations.NullMarked;
